// A service’s file, completed by its model: what it says itself always wins.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ServiceModel } from './definition.ts'
import { serviceFileSchema } from './models.ts'

const report: ServiceModel = {
  workflow: 'report',
  processing: 'espace-public',
  cost: 'Gratuit',
  minutes: 3,
  forWhom: 'Tout le monde.',
  prepare: ['l’adresse.'],
  solutionLabel: 'L’intervention',
  received: { title: 'Tout de suite', text: 'Votre numéro.' },
  answer: 'Un agent vous répond.',
  outcome: 'C’est réglé.',
}
const file = {
  slug: 'rats',
  like: 'report',
  title: 'Signaler des rats',
  shortTitle: 'Rats',
  theme: 'proprete',
  category: 'nuisibles',
  keywords: ['rats'],
  lead: 'Dites où.',
  form: 'nuisibles',
  delays: { firstAnswer: { days: 1, riskDays: 0 }, solution: { days: 10, riskDays: 2 } },
  level: 'commune',
}
const schema = serviceFileSchema({ report })

describe('a service’s file', () => {
  it('is completed by its model, with steps made of its delays', () => {
    const service = schema.parse({ ...file, outcome: 'L’endroit est traité.' })
    assert.deepEqual(
      [service.workflow, service.cost, service.processing],
      ['report', 'Gratuit', 'espace-public'],
    )
    assert.deepEqual(service.steps, [
      { title: 'Tout de suite', text: 'Votre numéro.' },
      { title: 'Sous 1\u00a0jour ouvré\u00a0: un premier message', text: 'Un agent vous répond.' },
      { title: 'Sous 10\u00a0jours ouvrés\u00a0: l’intervention', text: 'L’endroit est traité.' },
    ])
    assert.ok(!('like' in service) && !('answer' in service))
  })

  it('keeps what it says itself', () => {
    const steps = [{ title: 'Venez', text: 'À la mairie.' }]
    const service = schema.parse({ ...file, cost: '5 €', steps })
    assert.deepEqual([service.cost, service.steps], ['5 €', steps])
  })

  it('is refused, in French, when its model does not exist', () => {
    const read = schema.safeParse({ ...file, like: 'nulle-part' })
    assert.deepEqual(
      read.error?.issues.map(({ path, message }) => [path, message]),
      [[['like'], 'models.json n’a pas de modèle « nulle-part ».']],
    )
  })
})
