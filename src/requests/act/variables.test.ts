// Variables have one name for agents and one for templates, each way.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { holesIn } from '../record/template.ts'
import { spoken, unspoken, VARIABLES } from './variables.ts'

test('a template is read in French and kept with its own names', () => {
  const template = 'Bonjour {name},\nle {solutionDate} à {place}. {agent}, {unit}'
  assert.equal(spoken(template), 'Bonjour {nom},\nle {date promise} à {lieu}. {votre nom}, {votre service}')
  assert.equal(unspoken(spoken(template)), template)
})

test('accents and capitals do not matter; what is unknown is a place to fill', () => {
  assert.equal(
    unspoken('{Numero} {DÉMARCHE} {la raison} {{la raison}}'),
    '{reference} {service} {{la raison}} {{la raison}}',
  )
})

test('what is left to write is shown as variables are: one notation, each way', () => {
  const template = 'Bonjour {name},\nNotre équipe passe le {{le jour de l’intervention}}. {{la suite}}'
  assert.equal(
    spoken(template),
    'Bonjour {nom},\nNotre équipe passe le {le jour de l’intervention}. {la suite}',
  )
  assert.equal(unspoken(spoken(template)), template)
})

test('however long its name, no place of a template of ours is taken for something written', () => {
  const file = readFileSync(join(import.meta.dirname, '../../../definitions/templates.json'), 'utf8')
  const places = file.match(/\{\{[^{}]+\}\}/g) ?? []
  assert.ok(places.length > 5)
  assert.ok(places.some((place) => place.length > 34))
  for (const place of places) assert.deepEqual(holesIn(unspoken(spoken(place))), [place])
})

test('every variable offered is understood', () => {
  for (const { shown } of VARIABLES) assert.notEqual(unspoken(shown), shown)
})

test('what only the words of an act fill is not offered to whoever types', () => {
  const offered = VARIABLES.map(({ shown }) => shown)
  assert.ok(offered.includes('{nom}'))
  for (const shown of ['{explication}', '{ancienne date}']) assert.ok(!offered.includes(shown), shown)
})
