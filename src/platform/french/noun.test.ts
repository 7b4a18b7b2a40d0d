// Names in sentences: the expected words for chosen names, of every kind of head, article and first letter.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill } from './fill.ts'
import { is, type Noun, of, ofPerson, person, the, thing, to, town } from './noun.ts'

const said = (noun: Noun) => [the(noun), of(noun), to(noun), is(noun, 'prévenu')].join(' | ')

test('services, authorities and sites take the article of their first word', () => {
  const expected: Record<string, string> = {
    'Centre de contact': 'le centre de contact | du centre de contact | au centre de contact | est prévenu',
    'Direction de l’eau':
      'la direction de l’eau | de la direction de l’eau | à la direction de l’eau | est prévenue',
    'Accueil de la mairie':
      'l’accueil de la mairie | de l’accueil de la mairie | à l’accueil de la mairie | est prévenu',
    'Équipe des sentiers':
      'l’équipe des sentiers | de l’équipe des sentiers | à l’équipe des sentiers | est prévenue',
    'Services techniques':
      'les services techniques | des services techniques | aux services techniques | sont prévenus',
    'Maisons de la Métropole':
      'les maisons de la Métropole | des maisons de la Métropole | aux maisons de la Métropole | sont prévenues',
    'Espaces verts': 'les espaces verts | des espaces verts | aux espaces verts | sont prévenus',
    'Bureaux de vote': 'les bureaux de vote | des bureaux de vote | aux bureaux de vote | sont prévenus',
    'Relais petite enfance':
      'le relais petite enfance | du relais petite enfance | au relais petite enfance | est prévenu',
    'Archives municipales':
      'les archives municipales | des archives municipales | aux archives municipales | sont prévenues',
    'Maison de l’autonomie et du handicap':
      'la maison de l’autonomie et du handicap | de la maison de l’autonomie et du handicap | à la maison de l’autonomie et du handicap | est prévenue',
    'Métropole de Lyon':
      'la Métropole de Lyon | de la Métropole de Lyon | à la Métropole de Lyon | est prévenue',
    'Ville d’Écully': 'la Ville d’Écully | de la Ville d’Écully | à la Ville d’Écully | est prévenue',
    'Mairie de Genay': 'la mairie de Genay | de la mairie de Genay | à la mairie de Genay | est prévenue',
    'Communauté des Trois-Bassins':
      'la Communauté des Trois-Bassins | de la Communauté des Trois-Bassins | à la Communauté des Trois-Bassins | est prévenue',
    CCAS: 'le CCAS | du CCAS | au CCAS | est prévenu',
    'Le site de Bron': 'le site de Bron | du site de Bron | au site de Bron | est prévenu',
    'La Boussole': 'la Boussole | de la Boussole | à la Boussole | est prévenue',
    'Les Services en ligne':
      'les Services en ligne | des Services en ligne | aux Services en ligne | sont prévenus',
    'L’Atelier': 'l’Atelier | de l’Atelier | à l’Atelier | est prévenu',
  }
  for (const [name, words] of Object.entries(expected)) assert.equal(said(thing(name, 'service')), words)
})

test('a name that does not say what it is is told by what it is', () => {
  assert.equal(the(thing('Voirie Est', 'service')), 'le service Voirie Est')
  assert.equal(
    of(thing('Police municipale et stationnement', 'service')),
    'du service Police municipale et stationnement',
  )
  assert.equal(to(thing('État civil et cimetières', 'service')), 'au service État civil et cimetières')
  assert.equal(the(thing('Sentiers', 'équipe')), 'l’équipe Sentiers')
  assert.equal(of(thing('Voirie', 'direction')), 'de la direction Voirie')
  assert.equal(of(thing('Vélo’v', 'site')), 'du site Vélo’v')
  assert.equal(is(thing('Sentiers', 'équipe'), 'prévenu'), 'est prévenue')
})

test('communes keep their article, and « Le » and « Les » contract', () => {
  const words = (name: string) => `${the(town(name))}, ${of(town(name))}, ${to(town(name))}`
  assert.equal(words('Bron'), 'Bron, de Bron, à Bron')
  assert.equal(words('Écully'), 'Écully, d’Écully, à Écully')
  assert.equal(words('Irigny'), 'Irigny, d’Irigny, à Irigny')
  assert.equal(words('Yzeron'), 'Yzeron, d’Yzeron, à Yzeron')
  assert.equal(words('La Mulatière'), 'La Mulatière, de La Mulatière, à La Mulatière')
  assert.equal(words('L’Arbresle'), 'L’Arbresle, de L’Arbresle, à L’Arbresle')
  assert.equal(words('Le Piton'), 'le Piton, du Piton, au Piton')
  assert.equal(words('Les Chères'), 'les Chères, des Chères, aux Chères')
  assert.equal(
    words('Lyon 3e arrondissement'),
    'Lyon 3e arrondissement, de Lyon 3e arrondissement, à Lyon 3e arrondissement',
  )
})

test('« de » is elided before a vowel and a mute h only, for people too', () => {
  assert.equal(ofPerson('Élise Martin'), 'd’Élise Martin')
  assert.equal(ofPerson('Karim Bellecour'), 'de Karim Bellecour')
  assert.equal(ofPerson('Yann Le Goff'), 'de Yann Le Goff')
  assert.equal(ofPerson('Yves Prat'), 'd’Yves Prat')
  assert.equal(ofPerson('Hélène Vidal'), 'd’Hélène Vidal')
  assert.equal(the(person('Le Goff')), 'Le Goff')
  for (const name of ['Haguenau', 'Hénin-Beaumont', 'Houilles', 'Ham', 'Honfleur'])
    assert.equal(of(town(name)), `de ${name}`)
  for (const name of ['Hyères', 'Hendaye', 'Habas', 'Hérouville']) assert.equal(of(town(name)), `d’${name}`)
  assert.equal(of(town('Ouistreham')), 'd’Ouistreham')
  assert.equal(of(thing('Hôtel de ville', 'service')), 'du service Hôtel de ville')
})

test('sentences of data take names with the article that fits', () => {
  const values = {
    unit: thing('Services techniques', 'service'),
    authority: thing('Ville d’Écully', 'collectivité'),
    commune: town('Écully'),
    date: 'lundi 7 décembre',
  }
  const filled = (text: string) => fill(text, values)
  assert.equal(
    filled('Transmise au {unit} ({authority}).'),
    'Transmise aux services techniques (Ville d’Écully).',
  )
  assert.equal(filled('Rouverte par le {unit}.'), 'Rouverte par les services techniques.')
  assert.equal(filled('Un agent du {unit} répond.'), 'Un agent des services techniques répond.')
  assert.equal(filled('Le {authority} répond le {date}.'), 'La Ville d’Écully répond le lundi 7 décembre.')
  assert.equal(filled('À {commune}, la mairie de {commune}.'), 'À Écully, la mairie d’Écully.')
  assert.equal(filled('Zoé\n{unit}, {authority}'), 'Zoé\nServices techniques, Ville d’Écully')
  assert.equal(filled('{{la raison}} {inconnu}'), '{{la raison}} {inconnu}')
})
