// Twelve demanding forms, from their first page to their receipt: each without scripts on a screen of 320 pixels, half of them by keyboard
// with scripts; the allowance for autonomy by somebody who acts for the person. Every page is held to axe and to its width.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answers, type FormDefinition, formVersion, rawOfAnswers, sampleAnswers } from '#forms'
import { system } from '#platform/actor.ts'
import { catalogue } from '#services'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { makeMandate } from '#test/mandates.ts'
import { fillsPage, type Typed, typedOf } from './filling.ts'

const BRON = '69029'
const [PERSON, HELPER] = ['habitante@parvis.example', 'habitant@parvis.example']
const FORMS_ARE_LONG = 14

interface Case {
  what: string
  slug: string
  /** Answers that make it demanding; the rest is ordinary. */
  own: Answers
  /** Filled by keyboard with scripts too. */
  byKeyboard?: true
  /** A second person signs before it is sent. */
  waits?: true
}

const sibling = {
  sibling: 'Noé',
  sibling_level: 'elementaire',
  sibling_here: true,
  sibling_school: 'Jean-Moulin',
}
const CASES: readonly Case[] = [
  {
    what: 'a school, with a brother in another one',
    slug: 'inscription-a-l-ecole',
    own: {
      exception: true,
      exception_why: 'Son frère y est.',
      siblings: [{ ...sibling, sibling_same: true }],
    },
    byKeyboard: true,
  },
  {
    what: 'the canteen, its price by the quotient of the family',
    slug: 'cantine-et-periscolaire',
    own: { what: ['lunch', 'evening'], quotient: 640, allergy: true, allergy_what: 'Les arachides.' },
  },
  {
    what: 'a grant for a bike, under the ceiling, paid to an account',
    slug: 'prime-velo-electrique',
    own: { tax_income: 21_000, parts: 1.5, bought_on: '2026-10-05' },
    byKeyboard: true,
  },
  {
    what: 'a certificate of birth',
    slug: 'copie-d-acte-de-naissance',
    own: { copy: 'full', link: 'other', link_other: 'Son notaire' },
  },
  { what: 'a room', slug: 'reservation-de-salle', own: { who: 'association', alcohol: true } },
  { what: 'a stall at the market', slug: 'emplacement-au-marche', own: { often: 'once' }, byKeyboard: true },
  {
    what: 'a street taken for works',
    slug: 'occuper-la-rue-pour-des-travaux',
    own: { kind: ['skip', 'scaffold'] },
  },
  {
    what: 'a resident’s place to park',
    slug: 'stationnement-resident',
    own: { first: 'change', disability: false },
  },
  { what: 'bulky waste', slug: 'encombrants', own: { items: ['sofa', 'other'] } },
  {
    what: 'a subsidy that two people sign',
    slug: 'subvention-a-une-association',
    own: { for: 'project', treasurer: { name: 'Odile Vaulx', email: 'odile.vaulx@courriel.example' } },
    byKeyboard: true,
    waits: true,
  },
  {
    what: 'the allowance for autonomy, filled by whoever acts for the person',
    slug: 'allocation-personnalisee-d-autonomie',
    own: {
      ...{
        filler: 'relative',
        situation: 'married',
        lives: 'flat',
        floor: 3,
        memory: 'often',
        hospital: true,
      },
      ...{ service: true, aids: ['fund'], goods: true, protected: 'guardianship' },
      helpers: [{ helper_name: 'Claire Ainay', helper_link: 'child', helper_hours: 9, helper_tired: true }],
    },
    byKeyboard: true,
  },
  {
    what: 'a home that is unfit, room by room',
    slug: 'logement-insalubre',
    own: {
      problems: ['damp', 'electric'],
      rooms: [{ room: 'other', room_name: 'La cave', room_damp: true }],
    },
    byKeyboard: true,
  },
]

describe('twelve demanding forms', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await makeMandate(town.parvis, { person: PERSON, helper: HELPER, until: '2027-03-03' })
  })
  after(() => town.close())

  const asked = ({ slug, own }: Case): Promise<{ form: FormDefinition; typed: Typed }> =>
    town.parvis.db.read(system, async (tx) => {
      const service = (await catalogue(tx)).service(slug)
      const form = await formVersion(tx, service?.definition.form ?? '', service?.formVersion ?? 0)
      const raw = rawOfAnswers(form, sampleAnswers(form, { areaCode: BRON }, own))
      return { form, typed: typedOf(form, raw) }
    })

  /** Whoever asks; for the allowance, somebody acting. */
  async function comes({ slug }: Case, options: { scripts: boolean; width: number }): Promise<Visitor> {
    const isActing = slug.startsWith('allocation')
    const visitor = await town.visitor({ ...options, ...(isActing ? { as: HELPER } : {}) })
    if (!isActing) return visitor
    await visitor.open('/compte/proches')
    await visitor.press('Agir pour Lucette Morandat')
    return visitor
  }

  async function fills(visitor: Visitor, one: Case, by: 'keyboard' | 'without scripts'): Promise<void> {
    const { form, typed } = await asked(one)
    const { page, open, text, press } = visitor
    await open(`/demarches/${one.slug}/demande`)
    const at = new URL(page.url()).pathname.replace(/\/[^/]*$/, '')
    for (let pages = 0; pages < FORMS_ARE_LONG && !page.url().includes('/verifier'); pages += 1)
      await fillsPage(visitor, form, typed, by)
    await press(page.locator(`main form[action$="/envoyer"] button`))
    if (one.waits) assert.match(await text(), /Votre demande attend une signature/)
    else {
      const said = await page.locator('main').innerText()
      assert.equal(new URL(page.url()).pathname, `${at}/recu`, said.slice(0, 900))
      assert.match(await page.locator('h1').innerText(), /est enregistrée?$/)
    }
    await visitor.close()
  }

  for (const one of CASES) {
    test(`${one.what}: without scripts, on 320 pixels`, async () => {
      town.parvis.advance({ minutes: 16 })
      await fills(await comes(one, { scripts: false, width: 320 }), one, 'without scripts')
    })
    if (one.byKeyboard)
      test(`${one.what}: by keyboard, with scripts`, async () => {
        town.parvis.advance({ minutes: 16 })
        await fills(await comes(one, { scripts: true, width: 1440 }), one, 'keyboard')
      })
  }
})
