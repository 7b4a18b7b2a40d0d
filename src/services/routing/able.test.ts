// Who does this kind of work: every kind of place counts, the units of the area come first, doors apart.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Area, Authority, Unit } from '#territory'
import { ableUnits, frontDoors } from './able.ts'
import type { CompetenceTerritory } from './competence.ts'
import type { CompetenceRule } from '../words/definition.ts'

const authority = (id: number, code: string): Authority => {
  return {
    id,
    code,
    level: id === 1 ? 'metropolis' : 'commune',
    slug: code,
    name: code,
    siren: '',
    population: 1,
    profile: {},
    logoSvg: null,
    version: 1,
    opensOn: null,
  }
}
const authorities = [authority(1, 'M'), authority(2, '01001')]
const area: Area = {
  code: '01001',
  kind: 'commune',
  name: 'Amont',
  authorityId: 2,
  postcodes: [],
  population: 1,
  hasContour: false,
  aliases: [],
}
const unit = (id: number, authorityId: number, fn: string, communes: string[] | null = null): Unit => {
  return {
    id,
    authorityId,
    parentId: null,
    code: String(id),
    name: fn,
    kind: 'service',
    functions: [fn],
    communes,
    email: null,
    phone: null,
    calendarId: 'c',
    version: 1,
    closedOn: null,
  }
}
const units = [
  unit(10, 1, 'contact-centre'),
  unit(11, 1, 'roads', ['01002']),
  unit(12, 1, 'roads', ['01001']),
  unit(13, 1, 'water'),
  unit(20, 2, 'town-hall'),
  unit(21, 2, 'parks'),
]
const territory: CompetenceTerritory = {
  metropolis: authorities[0] as Authority,
  area: (code) => (code === area.code ? area : undefined),
  authority: (id) => authorities[id - 1] as Authority,
  unitsOf: (id) => units.filter((item) => item.authorityId === id),
  unitFor: (id, fn, code) =>
    units.find(
      (item) =>
        item.authorityId === id && item.functions.includes(fn) && (item.communes?.includes(code) ?? true),
    ),
}
const rule = (more: Partial<CompetenceRule>): CompetenceRule => {
  return {
    id: 'r',
    category: 'hole',
    answers: 'metropolis',
    function: 'roads',
    from: '2015-01-01',
    basis: '',
    because: '',
    ...more,
  }
}
const source = {
  category: (code: string) => ({ code, label: code }),
  rules: [
    rule({}),
    rule({ answers: 'commune', function: 'parks', placeKind: 'park' }),
    rule({ function: 'water', category: 'leak' }),
    rule({ function: 'water', to: '2020-01-01' }),
    rule({ function: 'water', commune: '01002' }),
  ],
}

test('units that some rule in force names for the category, those of the place before their sisters', () => {
  const able = ableUnits(source, territory, { category: 'hole', areaCode: '01001', day: '2026-11-23' })
  assert.deepEqual(
    able.map(({ id }) => id),
    [12, 21, 11],
  )
  assert.deepEqual(
    ableUnits(source, territory, { category: 'hole', areaCode: '99999', day: '2026-11-23' }),
    [],
  )
})

test('of units that take other kinds of place, the one that takes most comes first', () => {
  const kinds = [
    rule({ answers: 'commune', function: 'town-hall', placeKind: 'cemetery' }),
    rule({ answers: 'commune', function: 'parks', placeKind: 'school' }),
    rule({ answers: 'commune', function: 'parks', placeKind: 'park' }),
    rule({}),
  ]
  const able = ableUnits({ ...source, rules: kinds }, territory, {
    category: 'hole',
    areaCode: '01001',
    day: '2026-11-23',
  })
  assert.deepEqual(
    able.map(({ id }) => id),
    [12, 21, 20, 11],
  )
})

test('the doors of a place are its town hall, then the contact centre', () => {
  assert.deepEqual(
    frontDoors(territory, '01001').map(({ id }) => id),
    [20, 10],
  )
})
