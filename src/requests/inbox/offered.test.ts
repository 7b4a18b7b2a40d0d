// What the filters of a list offer, judged on the ground: services that a reach may hold, communes that its units serve, states of a view.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isGivenTo } from '#services'
import { openGround } from '../record/ground.fixture.ts'
import { communesFor, servicesFor, statesFor } from './choices.ts'
import { type InboxFilter, readFilter } from './filter.ts'
import type { Reach } from './reach.ts'

describe('the filters of a list offer', () => {
  const ground = openGround()
  const bron = () => ground.place.authorityByCode('69029') ?? assert.fail('Bron')
  const unitsOf = (authorityId: number) => ground.place.unitsOf(authorityId).map(({ id }) => id)
  const reachOf = (more: Partial<Reach>): Reach => ({
    ...{ me: 1, teams: [], desks: [], handled: [], communes: [] },
    ...more,
  })
  const team = (...ids: number[]) => reachOf({ teams: [{ unitId: ids[0] ?? 0, below: ids }], handled: ids })
  const filterOf = (reach: Reach, address: Record<string, string>): InboxFilter => ({
    ...readFilter(address, reach),
    view: address.vue ?? 'toutes',
  })
  const services = (reach: Reach, address: Record<string, string>, rows: { serviceSlug: string }[] = []) =>
    servicesFor(filterOf(reach, address), rows, reach, ground).map(({ slug }) => slug)
  const communes = (reach: Reach, address: Record<string, string>) =>
    communesFor(filterOf(reach, address), reach, ground.place).map(({ code }) => code)

  /** Services with a form, by title, that a rule gives to these units. */
  function given(ids: readonly number[] | null): string[] {
    const { known, place } = ground
    const units = ids?.map((id) => place.unit(id))
    return known.every
      .filter(({ formVersion }) => formVersion !== null)
      .filter(({ definition }) => !units || isGivenTo(known, place, units, definition.category))
      .toSorted((a, b) => a.definition.shortTitle.localeCompare(b.definition.shortTitle, 'fr'))
      .map(({ slug }) => slug)
  }

  test('a unit what rules give it, with what is chosen and what is there', () => {
    const { id } = ground.unit('voirie-est')
    const roads = team(id)
    const own = given([id])
    assert.ok(own.length > 0 && own.length < given(null).length)
    for (const vue of [`unite-${id}`, 'affecter', 'retard', 'moi', 'toutes'])
      assert.deepEqual(services(roads, { vue }), own, vue)
    const [other = ''] = given(null).filter((slug) => !own.includes(slug))
    assert.deepEqual(
      services(roads, { vue: 'moi' }, [{ serviceSlug: other }]).toSorted(),
      [...own, other].toSorted(),
    )
    assert.ok(services(roads, { vue: 'moi', demarche: other }).includes(other))
    // Of another team than one’s own there is nothing.
    assert.deepEqual(services(roads, { vue: 'unite-999' }), [])
    assert.deepEqual(services(roads, { vue: 'autorite-999' }), [])
  })

  test('who looks at a territory, or holds what was sent on, all', () => {
    const { id } = ground.unit('voirie-est')
    const follows = { ...team(id), communes: [bron().id] }
    for (const vue of ['commune', 'transmises', 'toutes'])
      assert.deepEqual(services(follows, { vue }), given(null))
    assert.deepEqual(services(follows, { vue: 'affecter' }), given([id]))
    assert.deepEqual(services(team(id), { vue: 'transmises' }), given(null))
  })

  test('a door what any unit of its authority is given; the contact centre, all', () => {
    const { place } = ground
    const all = unitsOf(bron().id)
    const door = all.find((id) => place.unit(id).functions.includes('town-hall')) ?? assert.fail('door')
    const inside = all.filter(
      (id) => !place.unit(id).functions.some((fn) => ['town-hall', 'reception'].includes(fn)),
    )
    const plain = inside[0]
    assert.deepEqual(services(team(door), { vue: `unite-${door}` }), given(all))
    if (plain !== undefined) assert.deepEqual(services(team(plain), { vue: 'moi' }), given([plain]))
    const desk = reachOf({ desks: [{ authorityId: bron().id, units: all }], handled: all })
    assert.deepEqual(services(desk, { vue: `autorite-${bron().id}` }), given(all))
    const centre = unitsOf(place.metropolis.id).find((id) =>
      place.unit(id).functions.includes('contact-centre'),
    )
    if (centre !== undefined) assert.deepEqual(services(team(centre), { vue: 'moi' }), given(null))
  })

  test('communes that the units serve, the one chosen, and those that one follows', () => {
    const { place } = ground
    const roads = ground.unit('voirie-est')
    const all = place.communes.map(({ code }) => code)
    const served = all.filter((code) => roads.communes?.includes(code) ?? true)
    assert.ok(served.length > 0 && served.length < all.length)
    assert.deepEqual(communes(team(roads.id), { vue: 'moi' }), served)
    const [far = ''] = all.filter((code) => !served.includes(code))
    assert.deepEqual(
      communes(team(roads.id), { vue: 'moi', commune: far }),
      all.filter((code) => served.includes(code) || code === far),
    )
    assert.deepEqual(communes(team(roads.id), { vue: 'transmises' }), all)
    assert.deepEqual(communes(team(...unitsOf(bron().id)), { vue: 'moi' }), ['69029'])
    const whole = unitsOf(place.metropolis.id).filter((id) => place.unit(id).communes === null)
    if (whole[0] !== undefined) assert.deepEqual(communes(team(whole[0]), { vue: 'moi' }), all)
    const follows = { ...team(roads.id), communes: [bron().id] }
    assert.deepEqual(communes(follows, { vue: 'commune' }), ['69029'])
    assert.deepEqual(
      communes(follows, { vue: 'commune', commune: far }),
      all.filter((code) => code === '69029' || code === far),
    )
  })

  test('states that the view may hold', () => {
    const open = ['ouvertes', 'nouvelles', 'en-cours', 'en-attente']
    const states = (view: string) => statesFor({ view } as InboxFilter)
    assert.deepEqual(states('closes'), ['closes'])
    assert.deepEqual(states('attente'), ['ouvertes'])
    for (const view of ['retard', 'risque']) assert.deepEqual(states(view), open)
    for (const view of ['moi', 'toutes', 'commune'])
      assert.deepEqual(states(view), [...open, 'closes', 'toutes', 'prevenir'])
  })
})
