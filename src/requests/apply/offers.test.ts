// What is known of whoever fills a form, put in its questions: which value goes where, from where, and what fills nothing.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Answers, Field, FormDefinition } from '#forms'
import { actorOfPerson, createPerson, recordValue } from '#people'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { SaidPlace } from '#services'
import { NOW, openGround } from '../record/ground.fixture.ts'
import { type Offers, offers } from './offers.ts'

const NOWHERE: SaidPlace = { commune: null, address: '' } as never
const CHANGE = 'Vous pouvez le changer ici.'
const field = (id: string, more: Partial<Field> = {}): Field =>
  ({ id, type: 'short-text', label: id, ...more }) as Field

describe('what a form is offered', () => {
  const ground = openGround()
  let person: Actor
  before(async () => {
    person = await ground.db.write(system, async (tx) => {
      const personId = await createPerson(tx, { email: 'offres@parvis.example', name: 'Zoé Essai' })
      const declared = { personId, source: 'declared', level: 'declared' } as const
      await recordValue(tx, { ...declared, valueId: 'phone', value: '06 39 98 00 01' })
      await recordValue(tx, { ...declared, valueId: 'address', value: '8 rue Bonnel' })
      await recordValue(tx, { ...declared, valueId: 'commune', value: '69029' })
      const civil = { personId, source: 'franceconnect', level: 'certified' } as const
      await recordValue(tx, { ...civil, valueId: 'birthdate', value: '1961-05-09' })
      await recordValue(tx, { ...civil, valueId: 'family_name', value: 'ESSAI', expiresAt: NOW })
      await recordValue(tx, {
        ...civil,
        valueId: 'given_name',
        value: 'Zoé',
        expiresAt: new Date(NOW.getTime() + 1),
      })
      return (await actorOfPerson(tx, personId)) ?? assert.fail('nobody')
    })
  })

  const offered = (
    fields: Field[],
    { as = person, said = NOWHERE, answers = {} }: { as?: Actor; said?: SaidPlace; answers?: Answers } = {},
  ): Promise<Omit<Offers, 'ofProfile'>> => {
    const form = { id: 'f', title: 'F', pages: [{ id: 'p', title: 'P', fields }] } as FormDefinition
    return ground.db.read(as, async (tx) => {
      const { ofProfile, ...found } = await offers(tx, form, answers, said, {
        place: ground.place,
        language: undefined,
      })
      for (const id of ofProfile) assert.match(found.origins[id] ?? '', /profil/)
      const origins = Object.entries(found.origins).map(([id, text]) => [
        id,
        text.replaceAll(/[\u00a0\u202f]/g, ' '),
      ])
      return { ...found, origins: Object.fromEntries(origins) }
    })
  }
  const from = (source: string) => `Repris de votre profil (${source}). ${CHANGE}`
  const DECLARED = 'déclaré par vous, le 4 mars 2026'

  test('each value to the question that asks it, with its source; what proves nothing any more to none', async () => {
    const { offered: raw, origins } = await offered([
      field('name', { role: 'contactName' }),
      field('mail', { role: 'contactEmail' }),
      field('tel', { role: 'contactPhone' }),
      field('letter', { role: 'contactAddress' }),
      field('subject', { role: 'subject' }),
      field('born', { type: 'date', profile: 'birthdate' }),
      field('family', { profile: 'family_name' }),
      field('given', { profile: 'given_name' }),
      field('free'),
    ])
    assert.deepEqual(raw, {
      name: { '': 'Zoé Essai' },
      mail: { '': 'offres@parvis.example' },
      tel: { '': '06 39 98 00 01' },
      letter: { '': '8 rue Bonnel' },
      born: { '-jour': '09', '-mois': '05', '-annee': '1961' },
      given: { '': 'Zoé' },
    })
    assert.deepEqual(origins, {
      name: from('le nom de votre compte'),
      mail: from('l’adresse e-mail de votre compte'),
      tel: from(DECLARED),
      letter: from(DECLARED),
      born: from('FranceConnect, le 4 mars 2026'),
      given: from('FranceConnect, le 4 mars 2026'),
    })
  })

  test('nothing to a visitor, nor to whom the form is about somebody else', async () => {
    const link = field('given', { profile: 'given_name', profileIf: { op: 'is', of: 'link', value: 'me' } })
    const nothing = { offered: {}, origins: {} }
    assert.deepEqual(
      await offered([field('name', { role: 'contactName' }), link], { as: anonymous() }),
      nothing,
    )
    assert.deepEqual(await offered([link], { answers: { link: 'child' } }), nothing)
    assert.deepEqual((await offered([link], { answers: { link: 'me' } })).offered, { given: { '': 'Zoé' } })
  })

  test('a date whose day or month is not known fills nothing', async () => {
    const born = [field('born', { type: 'date', profile: 'birthdate' })]
    for (const value of ['1961-05-00', '1961-00-00']) {
      await ground.db.write(system, (tx) =>
        recordValue(tx, {
          ...{ personId: person.personId ?? 0, valueId: 'birthdate', value },
          ...{ source: 'franceconnect', level: 'certified' },
        }),
      )
      assert.deepEqual(await offered(born), { offered: {}, origins: {} })
    }
  })

  const where = (place?: Field['place']) =>
    field('where', { type: 'location', role: 'place', ...(place && { place }) })
  const searched = (commune: string | null, address: string) => ({ said: { commune, address } as SaidPlace })
  const SEARCH = `Repris de votre recherche. ${CHANGE}`
  const COMMUNE = 'Commune reprise de votre choix, ou de ce site. Vous pouvez la changer ici.'

  test('one’s home where the form asks for it, each part when it is known; no other place', async () => {
    const home = { '-adresse': '8 rue Bonnel', '-commune': '69029' }
    assert.deepEqual(await offered([where('home')]), {
      offered: { where: home },
      origins: { where: from(DECLARED) },
    })
    const half = await ground.db.write(system, async (tx) => {
      const personId = await createPerson(tx, { email: 'moitie@parvis.example', name: 'Moitié' })
      const declared = { personId, source: 'declared', level: 'declared' } as const
      await recordValue(tx, { ...declared, valueId: 'address', value: '9 rue Bonnel' })
      return (await actorOfPerson(tx, personId)) ?? assert.fail('nobody')
    })
    assert.deepEqual((await offered([where('home')], { as: half })).offered, {
      where: { '-adresse': '9 rue Bonnel' },
    })
    for (const place of [undefined, 'event'] as const)
      assert.deepEqual(await offered([where(place)]), { offered: {}, origins: {} })
    const homeElsewhere = field('lives', { type: 'location', place: 'home' })
    assert.deepEqual((await offered([homeElsewhere])).offered, { lives: home })
  })

  test('the place of the search, where the street says something of it', async () => {
    const visitor = { as: anonymous() }
    assert.deepEqual(await offered([where()], { ...visitor, ...searched('69029', '3 rue du Lac') }), {
      offered: { where: { '-commune': '69029', '-adresse': '3 rue du Lac' } },
      origins: { where: SEARCH },
    })
    assert.deepEqual(await offered([where()], { ...visitor, ...searched('69029', '') }), {
      offered: { where: { '-commune': '69029' } },
      origins: { where: COMMUNE },
    })
    assert.deepEqual(
      (await offered([where()], { ...visitor, ...searched('00000', '3 rue du Lac') })).offered,
      {
        where: { '-adresse': '3 rue du Lac' },
      },
    )
    assert.deepEqual(await offered([where()], visitor), { offered: {}, origins: {} })
    for (const [place, isStreet] of [
      ['event', true],
      ['home', true],
      ['birth', false],
    ] as const) {
      const found = await offered([where(place as never)], {
        ...visitor,
        ...searched('69029', '3 rue du Lac'),
      })
      assert.deepEqual(found.offered.where, {
        '-commune': '69029',
        ...(isStreet && { '-adresse': '3 rue du Lac' }),
      })
      assert.equal(found.origins.where, isStreet ? SEARCH : COMMUNE)
    }
    // What is one’s own comes over what was searched.
    const own = await offered([where('home')], searched('69283', '3 rue du Lac'))
    assert.deepEqual(own.offered.where, { '-commune': '69029', '-adresse': '8 rue Bonnel' })
    assert.equal(own.origins.where, from(DECLARED))
    // Nor a place where no place is asked.
    assert.deepEqual(
      (await offered([field('other', { type: 'location' })], { ...visitor, ...searched('69029', 'x') }))
        .offered,
      {},
    )
  })

  test('a commune of several arrondissements fills nothing, and asks which', async () => {
    const { offered: raw, origins } = await offered([where()], { as: anonymous(), ...searched('69123', '') })
    assert.deepEqual(raw, {})
    assert.deepEqual(origins, { where: 'À Lyon, choisissez l’arrondissement.' })
    const both = await offered([where()], { as: anonymous(), ...searched('69123', '2 rue du Pont') })
    assert.deepEqual(both, {
      offered: { where: { '-adresse': '2 rue du Pont' } },
      origins: { where: `${SEARCH} À Lyon, choisissez l’arrondissement.` },
    })
    const part = await offered([where()], { as: anonymous(), ...searched('69383', '') })
    assert.deepEqual(part, { offered: { where: { '-commune': '69383' } }, origins: { where: COMMUNE } })
  })
})
