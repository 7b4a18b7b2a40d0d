// What blocks the sending of a message: places left empty, and messages that say nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { holesIn, saysNothing } from './template.ts'

const SIGNERS = ['Théo Grangier', 'Voirie Est', 'Métropole de Lyon']
const SIGNED = 'Théo Grangier\nVoirie Est, Métropole de Lyon'

describe('a message to the resident', () => {
  test('has a hole wherever a template left one', () => {
    const holes: [text: string, holes: string[]][] = [
      ['Nous ne ferons pas de travaux, parce que : {{la raison}}', ['{{la raison}}']],
      ['Notre équipe passe le {{le jour}} à {{l’heure}}.', ['{{le jour}}', '{{l’heure}}']],
      ['Bonjour {nom},\n\nC’est fait.', ['{nom}']],
      ['parce que\u00a0: \n\nLa nouvelle date est : \n\nThéo', ['parce que :', 'La nouvelle date est :']],
      ['Nous ne pourrons pas tenir cette date, parce que :', ['tenir cette date, parce que :']],
    ]
    for (const [text, wanted] of holes) assert.deepEqual(holesIn(text), wanted, text)
  })

  test('has none when what follows a colon is there, on the line, below it, or as a list', () => {
    for (const text of [
      'La raison : le gel.',
      'Il manque :\n- une photo\n- une adresse',
      'Il manque :\n\n- une photo',
      'Voici la suite :\nvotre carte arrive jeudi.',
      'Rendez-vous à 14:30 {jeudi matin}.',
    ])
      assert.deepEqual(holesIn(text), [], text)
  })

  test('says nothing when only the greeting and the signature are left', () => {
    for (const text of ['', ' \n ', 'Bonjour Lucette Morandat,', `Bonjour Madame,\n\n${SIGNED}`, '…'])
      assert.ok(saysNothing(text, SIGNERS), text)
    for (const text of [
      'Merci.',
      'Bonjour, votre lampadaire est réparé.',
      `Bonjour,\n\nC’est réparé.\n\n${SIGNED}`,
    ])
      assert.ok(!saysNothing(text, SIGNERS), text)
  })
})
