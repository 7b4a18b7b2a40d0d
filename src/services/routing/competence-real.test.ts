// The rules of the demo territory: wherever, whatever, somebody answers, of the level that the rule says.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { anonymous } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { type Territory, territory } from '#territory'
import { type Catalogue, catalogue } from '../catalogue/catalogue.ts'
import { decideCompetence } from './competence.ts'
import { faultSentence } from './fault-sentences.ts'
import { proveCompetence } from './proof.ts'

const KINDS = [null, 'street', 'cycleway', 'park', 'school', 'cemetery', 'private']
const DAY = '2026-11-23'

describe('competence on the demo territory', () => {
  let database: TestDatabase
  let db: Database
  let known: Catalogue
  let place: Territory
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => new Date('2026-11-23T13:38:00Z'), {}, 2)
    known = await db.read(anonymous(), catalogue)
    place = await db.read(anonymous(), territory)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })
  const unitAt = (category: string, areaCode: string, placeKind: string | null, day = DAY) => {
    const decision = decideCompetence(known, place, { category, areaCode, placeKind, day })
    return `${place.unit(decision.unitId).name}, ${place.authority(decision.authorityId).name}`
  }

  it('has a rule and a unit for every service, in every area and kind of place', () => {
    const rules = new Map(known.rules.map((rule) => [rule.id, rule]))
    const categories = new Set(known.services.map(({ definition }) => definition.category))
    for (const category of categories) {
      for (const area of place.areas) {
        for (const placeKind of KINDS) {
          const decision = decideCompetence(known, place, {
            category,
            areaCode: area.code,
            placeKind,
            day: DAY,
          })
          const rule = rules.get(decision.ruleId ?? '')
          assert.ok(rule !== undefined, `${category} ${area.code} ${placeKind}`)
          assert.equal(
            decision.authorityId,
            rule.answers === 'metropolis' ? place.metropolis.id : area.authorityId,
          )
          assert.ok(place.unit(decision.unitId).functions.includes(rule.function))
          assert.equal(place.unit(decision.unitId).authorityId, decision.authorityId)
        }
      }
    }
  })

  it('is proved: one row and one unit for every address, kind of place and day to come', () => {
    const faults = proveCompetence(known, place, {
      categories: known.categories.map(({ code }) => code),
      asked: new Set(known.services.map(({ definition }) => definition.category)),
      from: DAY,
    })
    assert.deepEqual(
      faults.map((fault) => faultSentence(fault, known, place)),
      [],
    )
  })

  it('knows the exceptions of real life', () => {
    assert.equal(unitAt('nid-de-poule', '69283', 'street'), 'Voirie Est, Métropole de Lyon')
    assert.equal(unitAt('nid-de-poule', '69383', 'street'), 'Voirie Centre, Métropole de Lyon')
    assert.equal(unitAt('nid-de-poule', '69029', 'park'), 'Services techniques, Ville de Bron')
    assert.equal(unitAt('eclairage-public', '69029', 'street'), 'Services techniques, Ville de Bron')
    assert.match(unitAt('depot-sauvage', '69029', 'street'), /Métropole de Lyon/)
    assert.equal(unitAt('depot-sauvage', '69029', 'park'), 'Services techniques, Ville de Bron')
  })

  it('changes hands on the day of an agreement', () => {
    const ends = known.rules.find((rule) => rule.to !== undefined && rule.commune !== undefined)
    assert.ok(ends?.to !== undefined && ends.commune !== undefined)
    const next = new Date(Date.parse(ends.to) + 24 * 3600 * 1000).toISOString().slice(0, 10)
    const rule = (day: string) =>
      decideCompetence(known, place, {
        category: ends.category,
        areaCode: ends.commune ?? '',
        placeKind: ends.placeKind,
        day,
      }).ruleId
    assert.equal(rule(ends.to), ends.id)
    assert.notEqual(rule(next), ends.id)
  })
})
