// What several modules bring is merged or listed; what two of them claim is refused, naming both.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { readConfig } from '../config.ts'
import { gatherHouse } from './house.ts'
import { json, type Route } from '../http/route.ts'
import { anyone } from '../access.ts'

const CONFIG = readConfig({ DATABASE_URL: 'postgres:///parvis' })
const route: Route = {
  get: '/essai',
  action: 'trial.read',
  title: 'Essai',
  face: 'citizen',
  handle: async () => json({}),
}
const access = { 'trial.read': [anyone] }
const job = async () => {}

test('two modules that listen to one event both get their job, once each', () => {
  const house = gatherHouse([
    { name: 'one', listeners: { 'thing.done': ['one.tell'] }, jobs: () => ({ 'one.tell': job }) },
    { name: 'two', listeners: { 'thing.done': ['two.tell', 'two.tell'] }, jobs: () => ({ 'two.tell': job }) },
  ])
  assert.deepEqual(house.listeners, { 'thing.done': ['one.tell', 'two.tell'] })
  assert.deepEqual(Object.keys(house.jobs(CONFIG)), ['one.tell', 'two.tell'])
})

test('places of a menu stand in their order, whatever the order of the modules', () => {
  const place = (order: number) => ({ menu: 'desk' as const, order, href: `/${order}`, label: String(order) })
  const house = gatherHouse([
    { name: 'one', navigation: [place(30), place(10)] },
    { name: 'two', navigation: [place(20)] },
  ])
  assert.deepEqual(
    house.navigation.map(({ order }) => order),
    [10, 20, 30],
  )
})

const CLAIMED: readonly [what: string, part: object][] = [
  ['action', { access }],
  ['route', { access: {}, routes: [route] }],
  ['recurring job', { recurring: [{ task: 'same', minutes: 5 }] }],
  ['place', { navigation: [{ menu: 'desk', order: 1, href: '/essai', label: 'Essai' }] }],
  ['part of the door', { door: { signIn: '/connexion' } }],
  ['variable', { environment: { variables: { PARVIS_SAME: z.string() }, configure: () => ({}) } }],
  ['island', { islands: [new URL('file:///same.ts')] }],
  ['limit', { limits: { same: { limit: 1, windowSeconds: 60 } } }],
  ['holding', { personal: [{ id: 'same', tables: [] }] }],
  ['retention rule', { retention: [{ id: 'same' }] }],
  ['effect', { effects: [{ name: 'same', sentence: 'Rien.' }] }],
]
for (const [what, part] of CLAIMED)
  test(`a second ${what} is refused, naming both modules`, () => {
    assert.throws(
      () =>
        gatherHouse([
          { name: 'one', access, ...part },
          { name: 'two', ...part },
        ]),
      new RegExp(`${what} .* is claimed by one and by two`),
    )
  })

test('a mark on the clocks is that of one effect', () => {
  const closing = (name: string) => ({ name, sentence: 'Fin.', clock: 'closed' as const })
  assert.throws(
    () =>
      gatherHouse([
        { name: 'one', effects: [closing('end'), { name: 'tell', sentence: 'Dit.' }, closing('stop')] },
      ]),
    /mark on the clocks « closed » is claimed by the effect end and by the effect stop/,
  )
})

test('a variable of the kernel is nobody else’s', () => {
  const environment = { variables: { PARVIS_DATA: z.string() }, configure: () => ({}) }
  assert.throws(
    () => gatherHouse([{ name: 'one', environment }]),
    /PARVIS_DATA » is claimed by the kernel and by one/,
  )
})

test('two modules that hold one table, and a holding kept until a rule that nobody brings, are refused', () => {
  const holding = (id: string, more: object = {}) => ({
    ...{ id, processing: 'essai', title: 'Essai', tables: ['one.thing'] },
    ...{ held: async () => [], erase: async () => [], ...more },
  })
  assert.throws(
    () =>
      gatherHouse([
        { name: 'one', personal: [holding('one.a'), holding('one.b')] },
        { name: 'two', personal: [holding('two.a')] },
      ]),
    /table « one.thing » is claimed by one and by two/,
  )
  assert.throws(
    () => gatherHouse([{ name: 'one', personal: [holding('one.a', { until: 'lost.rule' })] }]),
    /kept until « lost.rule »/,
  )
})

test('a second job, a second module of one name, a route without access row, a listener without job are refused', () => {
  const withJob = (name: string) => ({ name, jobs: () => ({ same: job }) })
  assert.throws(() => gatherHouse([withJob('one'), withJob('two')]).jobs(CONFIG), /by one and by two/)
  assert.throws(() => gatherHouse([{ name: 'one' }, { name: 'one' }]), /module « one »/)
  assert.throws(() => gatherHouse([{ name: 'one', routes: [route] }]), /GET \/essai asks « trial.read »/)
  assert.throws(
    () => gatherHouse([{ name: 'one', listeners: { 'thing.done': ['lost'] } }]).jobs(CONFIG),
    /job « lost »/,
  )
})
