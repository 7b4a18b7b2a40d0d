// Named conditions on screen: made from lines, said elsewhere by name, changed in one place, taken away when nothing says them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { drafts } from '#definitions'
import type { FormDefinition } from '#forms'
import type { Actor } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { conditionOf, linesOf } from '../conditions/lines.ts'

const AT = '/administration/formulaires/cantine'
const LINES = { lien: 'all', 'quoi-1': '', 'valeur-1': '', 'quoi-2': '', 'valeur-2': '' }

const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

describe('named conditions', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  /** Tried, then kept. */
  async function fill(at: string, values: Record<string, string>) {
    const { body } = await odile.get(at)
    const asked = { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') }
    const first = await odile.post(at, asked)
    const essai = hidden(first.body, 'essai')
    return {
      trial: said(first.body),
      reply: essai === '' ? first : await odile.post(at, { ...asked, essai }),
    }
  }
  const form = async (): Promise<FormDefinition> => {
    const row = (await parvis.db.read(editor, drafts)).find(
      ({ kind, id }) => kind === 'form' && id === 'cantine',
    )
    return (row?.body ?? assert.fail('no draft')) as unknown as FormDefinition
  }
  const shown = async (at = `${AT}/conditions`) => said((await odile.get(at)).body)

  test('they are listed as sentences, with what says them', async () => {
    const page = await shown()
    assert.match(
      page,
      /L’enfant mange à la cantine Changer .* Remplie si « À quoi l’inscrivez-vous \? » comprend « La cantine »/,
    )
    assert.match(
      page,
      /Utilisée par : « Quels jours à la cantine \? » : la question est posée si la condition « L’enfant mange à la cantine » est remplie/,
    )
    assert.doesNotMatch(page, /Inutilisée/)
  })

  test('one is made from lines, read as a sentence before it is kept, and says others', async () => {
    const at = `${AT}/conditions/nouvelle`
    const none = await fill(at, { ...LINES, nom: 'À surveiller' })
    assert.match(none.trial, /Dites au moins une chose/)
    const taken = await fill(at, { ...LINES, nom: 'L’enfant mange à la cantine', 'quoi-1': 'answered:menu' })
    assert.match(taken.trial, /porte déjà ce nom/)
    const made = await fill(at, {
      ...LINES,
      nom: 'À surveiller',
      'quoi-1': 'named:lunches',
      'quoi-2': 'is:allergy:true',
    })
    assert.match(
      made.trial,
      /« À surveiller » est remplie si la condition « L’enfant mange à la cantine » est remplie et « Votre enfant a-t-il une allergie alimentaire \? » est « oui »/,
    )
    assert.equal(made.reply.headers.location, `${AT}/conditions#element-a_surveiller`)
    assert.match(await shown(), /À surveiller .* Inutilisée/)
  })

  test('a question says it by its name; what it decides is told where it changes, and it is not taken away', async () => {
    const when = await fill(`${AT}/questions/allergy_what/quand`, {
      ...LINES,
      'quoi-1': 'named:a_surveiller',
    })
    assert.match(when.trial, /Posée si la condition « À surveiller » est remplie/)
    assert.equal(when.reply.statusCode, 303)
    assert.match(
      await shown(`${AT}/conditions/a_surveiller/changer`),
      /Ce qu’elle décide changera avec elle « Laquelle \? »/,
    )
    assert.match(await shown(`${AT}/conditions/a_surveiller/retirer`), /Elle sert encore/)
    const refused = await fill(`${AT}/conditions/a_surveiller/retirer`, {})
    assert.equal(refused.reply.statusCode, 422)
    assert.match(said(refused.reply.body), /sert encore : « Laquelle \? »/)
    const { body } = await odile.get(`${AT}/conditions/lunches/changer`)
    // It would say itself.
    assert.doesNotMatch(body, /value="named:lunches"/)
    const changed = await fill(`${AT}/conditions/lunches/changer`, {
      ...LINES,
      nom: 'Mange sur place',
      'quoi-1': 'answered:what',
    })
    assert.equal(changed.reply.statusCode, 303)
    assert.match(await shown(AT), /Posée si la condition « Mange sur place » est remplie/)
    assert.match(await shown(`${AT}/publier`), /« Mange sur place ».*« À surveiller »|« À surveiller »/)
    await fill(`${AT}/questions/allergy_what/quand`, { ...LINES, 'quoi-1': 'is:allergy:true' })
    assert.equal((await fill(`${AT}/conditions/a_surveiller/retirer`, {})).reply.statusCode, 303)
    assert.deepEqual(
      (await form()).conditions?.map(({ id, name }) => [id, name]),
      [['lunches', 'Mange sur place']],
    )
  })

  test('an answer is proposed under a condition, and always again', async () => {
    const at = `${AT}/questions/menu/reponses/no_meat/quand`
    assert.match(
      await shown(`${AT}/questions/menu/changer`),
      /Un panier-repas de la maison : proposée si .* Menu sans|Un panier-repas de la maison : proposée si/,
    )
    const kept = await fill(at, { ...LINES, 'quoi-1': 'unnamed:lunches' })
    assert.match(kept.trial, /Proposée si la condition « Mange sur place » n’est pas remplie/)
    assert.equal(kept.reply.statusCode, 303)
    const choice = async () =>
      (await form()).pages
        .flatMap(({ fields }) => fields)
        .find(({ id }) => id === 'menu')
        ?.choices?.find(({ value }) => value === 'no_meat')
    assert.deepEqual((await choice())?.showIf, { op: 'not', condition: { op: 'named', name: 'lunches' } })
    assert.equal((await fill(at, LINES)).reply.statusCode, 303)
    assert.equal((await choice())?.showIf, undefined)
    assert.equal((await odile.get(`${AT}/questions/menu/reponses/rien/quand`)).statusCode, 404)
  })

  test('lines say and read again comparisons of answers, and with today', async () => {
    const written = await form()
    for (const condition of [
      { op: 'against', of: 'start', how: 'atLeast', other: 'allergy' },
      { op: 'agoAtLeast', of: 'start', value: 18, unit: 'years' },
      { op: 'agoAtMost', of: 'start', value: 3, unit: 'days' },
      { op: 'agoAtLeast', of: 'start', value: -10, unit: 'days' },
      { op: 'agoAtMost', of: 'start', value: -10, unit: 'months' },
      { op: 'not', condition: { op: 'named', name: 'lunches' } },
      {
        op: 'any',
        conditions: [
          { op: 'named', name: 'lunches' },
          { op: 'is', of: 'allergy', value: true },
        ],
      },
    ] as const) {
      const { link, lines } = linesOf(condition as never, written)
      assert.deepEqual(conditionOf({ link, lines }, written), { condition })
    }
    const wrong = (what: string, value: string) =>
      conditionOf({ link: 'all', lines: [{ what, value }] }, written)
    assert.deepEqual(wrong('against.atLeast:start', '99'), { wrong: new Map([[0, 'value']]) })
    assert.deepEqual(wrong('agoAtLeast.years:start', 'dix'), { wrong: new Map([[0, 'value']]) })
    assert.deepEqual(wrong('named:nobody', ''), { wrong: new Map([[0, 'line']]) })
  })
})
