// Fields of the living page: empty, filled, wrong, and those that islands improve.
import type { Html } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import { button } from './button.ts'
import { checkboxCard, checkboxCards, dateFields, radioCards } from './choices.ts'
import { draftStatus, section } from './content.ts'
import { errorSummary } from './feedback.ts'
import { select, textarea, textInput } from './fields.ts'
import { fileField } from './files.ts'
import { draftForm, suggestingSearch } from './islands.ts'
import { locationField } from './location.ts'
import type { Frame } from './site.ts'

const wrongDate = 'Cette date n’existe pas\u00a0: novembre compte 30 jours. Corrigez le jour.'

function texts(): Html {
  const options = [
    { value: '69029', label: 'Bron' },
    { value: '69283', label: 'Mions' },
  ]
  return html`${textInput({ name: 'nom', label: 'Nom de famille', medium: true, autocomplete: 'family-name' })}
    ${textInput({ name: 'courriel', kind: 'email', label: 'Adresse e-mail', hint: 'Par exemple\u00a0: prenom.nom@courriel.fr', error: 'Il manque le signe @. Ajoutez-le, puis continuez.', value: 'l.morandat.courriel.example', autocomplete: 'email' })}
    ${select({ name: 'ville', label: 'Commune', options, blank: 'Choisissez', medium: true, value: '69029' })}
    ${textarea({ name: 'precision', label: 'Autre chose à nous dire\u00a0?', optional: true, hint: '500 caractères au plus.', maxlength: 500, value: 'Le trou est juste après l’arrêt de bus.' })}`
}

function choices(): Html {
  return html`${radioCards({
    name: 'taille',
    label: 'Quelle est la taille du trou\u00a0?',
    hint: 'À côté, une assiette pour comparer.',
    value: 'moyen',
    choices: [
      { value: 'petit', label: 'Petit', hint: 'plus petit qu’une assiette', drawing: 'pothole-small' },
      { value: 'moyen', label: 'Moyen', hint: 'une à deux assiettes', drawing: 'pothole-medium' },
      { value: 'grand', label: 'Grand', hint: 'plus de deux assiettes', drawing: 'pothole-large' },
    ],
  })}
    ${checkboxCards({
      name: 'danger',
      label: 'Y a-t-il un danger\u00a0?',
      optional: true,
      values: ['velo'],
      choices: [
        { value: 'profond', label: 'Le trou est plus profond qu’une main à plat' },
        { value: 'velo', label: 'On ne peut pas l’éviter à vélo' },
      ],
    })}
    ${textInput({ name: 'detail', label: 'Depuis quand gêne-t-il les cyclistes\u00a0?', optional: true, condition: { op: 'includes', of: 'danger', value: 'velo' } })}
    ${dateFields({ name: 'depuis', label: 'Depuis quel jour l’avez-vous remarqué\u00a0?', hint: 'Par exemple\u00a0: 14 11 2026', error: wrongDate, wrong: ['day'], value: { day: '31', month: '11', year: '2026' } })}
    ${checkboxCard({ name: 'accord', label: 'J’accepte de recevoir des nouvelles par courriel' })}`
}

function placeAndFiles(frame: Frame): Html {
  return html`${locationField({ name: 'lieu', label: 'Où se trouve le trou\u00a0?', communes: [{ value: '69029', label: 'Bron' }], map: frame.map, assets: frame.assets })}
    ${fileField({
      name: 'photos',
      label: 'Photos',
      optional: true,
      hint: '3 photos au plus, 10 Mo chacune.',
      max: 3,
      maxBytes: 10_000_000,
      accept: 'image/*',
      files: [
        { fileId: 'f1', name: 'trou-franklin-roosevelt.jpg', bytes: 2_400_000, mediaType: 'image/jpeg' },
      ],
    })}`
}

/** The form of the living page. */
export function fieldsCatalogue(frame: Frame): Html {
  const errors = [
    { id: 'courriel', message: 'Il manque le signe @ dans l’adresse e-mail' },
    { id: 'depuis', message: 'La date du 31 novembre 2026 n’existe pas' },
  ]
  const body = html`<div class="fields">${texts()}${choices()}${placeAndFiles(frame)}</div>
    <div class="row actions">${button('Continuer', { big: true })}</div>`
  const form = draftForm({ action: '#', csrf: 'jeton', autosave: '/ui', body })
  const aside = html`<aside class="stack" aria-label="Votre brouillon">${draftStatus('Brouillon enregistré à 14 h 32.')}</aside>`
  const main = html`<div class="stack">${errorSummary(errors, 'Vos autres réponses et vos photos sont gardées.')}${form}</div>`
  const search = html`<form class="ask" role="search" action="#">${suggestingSearch({ url: '/suggestions', name: 'quoi', label: 'De quoi avez-vous besoin\u00a0?' })}</form>`
  return section('Champs', html`${search}<div class="split">${main}${aside}</div>`)
}
