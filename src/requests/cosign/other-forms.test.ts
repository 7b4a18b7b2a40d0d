// A second signature under forms of other kinds: blocks that hold papers, years that are counted, values that are worked out.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { live, publishAll } from '#definitions'
import { type Field, FORM } from '#forms'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fillGrant, PROJECT } from '#test/signing.ts'
import { signaturesOf } from '../signed/queries.ts'

const plain = (body: string) =>
  body
    .replace(/<(style|script)[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0|\u202f/g, ' ')
    .replace(/\s+/g, ' ')

const DOUBLE = { op: 'add', of: ['amount', 'amount'].map((of) => ({ op: 'answer', of })) }

describe('a second signature, under other forms', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const mailsTo = (to: string) =>
    parvis.db.read(system, async (tx) => {
      const all = await keptMails(tx, { to })
      return Promise.all(all.map(async ({ id }) => (await keptMail(tx, id))?.text ?? ''))
    })
  const tokensTo = async (to: string) =>
    (await mailsTo(to)).flatMap((text) => /cosignature\?jeton=([\w-]{43})/.exec(text)?.[1] ?? [])
  const draftOf = (at: string) => at.split('/').at(-1) ?? ''
  const sentOf = (at: string) =>
    parvis.db.read(system, (tx) =>
      tx.q.selectFrom('requests.request').selectAll().where('draft_id', '=', draftOf(at)).executeTakeFirst(),
    )
  const box = (name: string) => `${name}@courriel.example`
  /** Asked of Paul, at a box of his own. */
  async function asked(who: string, browser = parvis.browser()) {
    const at = await fillGrant(browser, { signature: { 'treasurer-mail': box(who) } })
    const reply = await browser.post(`${at}/envoyer`, {})
    assert.equal(reply.headers.location, `${at}/attente`, plain(reply.body).slice(0, 500))
    await parvis.runJobs()
    const [token = '', ...more] = await tokensTo(box(who))
    assert.deepEqual(more, [])
    return { browser, at, token }
  }
  const sign = (browser: TestBrowser, jeton: string, name = 'PAUL fourviere', accord = 'oui') =>
    browser.post('/cosignature/signature', { jeton, 'signature-nom': name, 'signature-accord': accord })

  test('papers of an item are counted too, and not named; its accounts are masked', async () => {
    const { dropped, shown } = await parvis.db.write(system, async (tx) => {
      const form = (await live(tx, FORM)).find(({ id }) => id === 'subvention')?.body ?? assert.fail()
      const questions = [
        { id: 'lot_plan', type: 'files', label: 'Plan', accept: ['pdf'], maxFiles: 2, optional: true },
        { id: 'lot_iban', type: 'iban', label: 'Compte du lot', optional: true },
      ]
      const block = { ...{ id: 'lots', type: 'repeated-block', label: 'Lots' }, optional: true, questions }
      const pages = form.pages.map((page) =>
        page.id === 'project'
          ? { ...page, fields: [...page.fields, { ...block, items: { one: 'lot' } } as unknown as Field] }
          : page,
      )
      const body = { ...form, pages }
      const { refused } = await publishAll(tx, parvis.house, [{ kind: FORM, id: form.id, body }])
      return { dropped: refused, shown: form.id }
    })
    assert.deepEqual([dropped, shown], [[], 'subvention'])
    const browser = parvis.browser()
    const at = await fillGrant(browser, { signature: { 'treasurer-mail': box('lots') } })
    const bytes = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')
    const saved = await browser.upload(
      `${at}/project`,
      {
        ...PROJECT,
        ...{ lots: '1', 'lots-1-lot_iban': 'FR76 3000 6000 0112 3456 7890 189' },
      },
      [{ field: 'lots-1-lot_plan', name: 'plan-de-la-maison.pdf', bytes }],
    )
    assert.equal(saved.statusCode, 303, plain(saved.body).slice(0, 900))
    await browser.post(`${at}/envoyer`, {})
    await parvis.runJobs()
    const [jeton = ''] = await tokensTo(box('lots'))
    const read = plain((await parvis.browser().post('/cosignature', { jeton })).body)
    assert.match(read, /Lot 1 : Plan 1 pièce jointe, non montrée ici/)
    assert.match(read, /Lot 1 : Compte du lot/)
    assert.doesNotMatch(read, /plan-de-la-maison|3000 6000/)
  })

  test('a form that reads the day, and works out a value, is signed another day, and leaves', async () => {
    await parvis.db.write(system, async (tx) => {
      const form = (await live(tx, FORM)).find(({ id }) => id === 'subvention')?.body ?? assert.fail()
      const since = { id: 'founded', type: 'date', label: 'Fondée le', optional: true }
      const showIf = { op: 'agoAtLeast', of: 'founded', value: 2, unit: 'years' }
      const more = [
        ...[since, { id: 'report', type: 'short-text', label: 'Bilan', optional: true, showIf }],
        { id: 'double', type: 'computed', label: 'Le double', formula: DOUBLE },
      ]
      const pages = form.pages.map((page) =>
        page.id === 'association'
          ? { ...page, fields: [...page.fields, ...(more as unknown as Field[])] }
          : page,
      )
      const body = { ...form, pages }
      const { refused } = await publishAll(tx, parvis.house, [{ kind: FORM, id: form.id, body }])
      assert.deepEqual(refused, [])
    })
    const { at, token } = await asked('lendemain')
    parvis.advance({ days: 2 })
    assert.match(plain((await sign(parvis.browser(), token)).body), /Vous avez signé/)
    await parvis.runJobs()
    const sent = (await sentOf(at)) ?? assert.fail('it left')
    assert.equal((sent.answers as { double?: unknown } | null)?.double, 2400)
    const signed = await parvis.db.read(system, (tx) => signaturesOf(tx, sent.id))
    assert.deepEqual(
      signed.map(({ fieldId, isWhole }) => [fieldId, isWhole]),
      [
        ['signed', true],
        ['treasurer', true],
      ],
    )
  })
})
