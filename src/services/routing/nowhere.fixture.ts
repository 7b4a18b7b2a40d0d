// For tests: a territory that is nowhere, a metropolis and two communes, one of them in two parts; any rules, any questions.
import fc from 'fast-check'
import type { Area, Authority, Unit } from '#territory'
import type { Category, CompetenceRule } from '../words/definition.ts'
import type { ProvedTerritory } from './proof.ts'

const authority = (id: number, level: 'metropolis' | 'commune', code: string, name: string): Authority => {
  return {
    id,
    code,
    level,
    slug: code,
    name,
    siren: '',
    population: 1,
    profile: {},
    logoSvg: null,
    version: 1,
    opensOn: null,
  }
}
export const metropolis = authority(1, 'metropolis', 'M', 'Métropole des Sources')
const authorities = [
  metropolis,
  authority(2, 'commune', '01001', 'Mairie d’Amont'),
  authority(3, 'commune', '01002', 'Mairie du Val'),
]
const area = (code: string, kind: Area['kind'], name: string, authorityId: number): Area => {
  return { code, kind, name, authorityId, postcodes: [], population: 1, aliases: [], hasContour: false }
}
const areas = [
  area('01001', 'commune', 'Amont', 2),
  area('01002', 'commune', 'Le Val', 3),
  area('01101', 'arrondissement', 'Le Val 1er', 3),
]
const unit = (id: number, authorityId: number, name: string, functions: string[]): Unit => {
  return {
    id,
    authorityId,
    parentId: null,
    code: String(id),
    name,
    kind: 'service',
    functions,
    communes: null,
    email: null,
    phone: null,
    calendarId: 'c',
    version: 1,
    closedOn: null,
  }
}
export const units = [
  unit(10, 1, 'Centre de contact', ['contact-centre']),
  unit(11, 1, 'Voirie', ['roads']),
  unit(20, 2, 'Accueil d’Amont', ['town-hall']),
  unit(21, 2, 'Parcs d’Amont', ['parks']),
  unit(30, 3, 'Accueil du Val', ['town-hall', 'parks']),
]
export const territory: ProvedTerritory = {
  metropolis,
  communes: areas.filter(({ kind }) => kind === 'commune'),
  area: (code) => areas.find((item) => item.code === code),
  authority: (id) => authorities.find((item) => item.id === id) ?? metropolis,
  unitsOf: (id) => units.filter((item) => item.authorityId === id),
  unitFor: (id, fn) => units.find((item) => item.authorityId === id && item.functions.includes(fn)),
}

export const categories: Category[] = [
  { code: 'rue', label: 'Rue' },
  { code: 'sol', label: 'Sol', parent: 'rue' },
  { code: 'trou', label: 'Trou', parent: 'sol' },
]
export const category = (code: string) => categories.find((item) => item.code === code)
export const source = (rules: CompetenceRule[]) => ({ rules, category })
export const rule = (id: string, more: Partial<CompetenceRule> = {}): CompetenceRule => {
  return {
    id,
    category: 'trou',
    answers: 'metropolis',
    function: 'roads',
    from: '2020-01-01',
    basis: 'Convention',
    because: 'À {commune}, {authority} répond.',
    ...more,
  }
}
export const ask = { category: 'trou', areaCode: '01001', placeKind: 'street', day: '2026-05-04' }

const anyDay = fc.integer({ min: 2018, max: 2030 }).map((year) => `${year}-06-15`)
export const anyRule: fc.Arbitrary<CompetenceRule> = fc
  .record({
    id: fc.uuid(),
    category: fc.constantFrom('rue', 'sol', 'trou', 'autre'),
    commune: fc.constantFrom(undefined, '01001', '01002'),
    placeKind: fc.constantFrom(undefined, 'street', 'park'),
    answers: fc.constantFrom('metropolis' as const, 'commune' as const),
    function: fc.constantFrom('roads', 'parks', 'nobody'),
    from: anyDay,
    to: fc.option(anyDay, { nil: undefined }),
  })
  .map(({ commune, placeKind, to, ...base }) => ({
    ...rule(base.id),
    ...base,
    ...(commune === undefined ? {} : { commune }),
    ...(placeKind === undefined ? {} : { placeKind }),
    ...(to === undefined ? {} : { to }),
  }))
export const anyQuestion = fc.record({
  category: fc.constantFrom('rue', 'sol', 'trou', 'inconnue'),
  areaCode: fc.constantFrom('01001', '01002', '01101', '99999'),
  placeKind: fc.constantFrom(null, undefined, 'street', 'park', 'ailleurs'),
  day: anyDay,
})
