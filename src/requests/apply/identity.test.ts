// An identity document through the form of a service: what is kept is marked, what was sent is nowhere; it goes once the request is closed.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { live, publishAll } from '#definitions'
import { type Field, FORM } from '#forms'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { pdf } from '#test/documents.ts'
import { anonymiseRequests, forgetIdentity } from '../privacy/retention.ts'

const SERVICE = 'livret-de-famille'
const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/&nbsp;|[\u00a0\u202f\s]+/g, ' ')

describe('an identity document', () => {
  let parvis: TestApp
  let photo: Buffer
  before(async () => {
    parvis = await createTestApp()
    photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#dde4ee' } })
      .jpeg({ quality: 90 })
      .withExif({ IFD0: { Artist: 'CANARI-AUTEUR' } })
      .toBuffer()
  })
  after(() => parvis.close())

  async function begin(browser: TestBrowser): Promise<string> {
    const begun = await browser.get(`/demarches/${SERVICE}/demande?commune=69029`)
    return /^(.*)\/[^/?]+(?:\?.*)?$/.exec(String(begun.headers.location))?.[1] ?? assert.fail()
  }
  /** Sends files of the question, as the script of the page does. */
  const join_ = (browser: TestBrowser, at: string, files: readonly [name: string, bytes: Buffer][]) =>
    browser.upload(
      `${at}/booklet/fichiers`,
      {},
      files.map(([name, bytes]) => ({ field: 'identity_card', name, bytes })),
    )
  async function stored(): Promise<Buffer[]> {
    const root = parvis.config.dataFolder
    const all = await readdir(root, { recursive: true, withFileTypes: true })
    const files = all.filter((one) => one.isFile() && /files|incoming/.test(one.parentPath))
    return Promise.all(files.map((one) => readFile(join(one.parentPath, one.name))))
  }
  const files = async () =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{ id: string; name: string; type: string }>`select id, name, media_type as type from files.file
          order by created_at`.execute(tx.q),
      )
    ).rows

  test('is marked as it arrives, for what it is asked, of both sides; nothing of what was sent is kept', async () => {
    const browser = parvis.browser()
    const at = await begin(browser)
    await browser.post(`${at}/home`, {
      'place-commune': '69029',
      'place-adresse': '12, rue de la République',
    })
    const asked = plain((await browser.get(`${at}/booklet`)).body)
    assert.match(
      asked,
      /marquée de ce à quoi elle sert et de la date.*Les deux côtés : le recto, puis le verso\./,
    )
    const first = await join_(browser, at, [['recto.jpg', photo]])
    assert.equal(first.statusCode, 200, first.body)
    const bytes = await stored()
    assert.equal(bytes.length, 2, 'itself and its small picture')
    for (const one of bytes) {
      assert.ok(!one.equals(photo) && !one.includes('CANARI'))
      const [was, is] = await Promise.all(
        [photo, one].map((picture) => sharp(picture).resize(300, 200).greyscale().raw().toBuffer()),
      )
      const differing = [...(was ?? [])].filter((value, n) => Math.abs(value - (is?.[n] ?? 0)) > 12).length
      assert.ok(differing > 3000, `${differing} pixels of 60,000 differ`)
    }
    // One picture is one side.
    const half = await browser.post(`${at}/booklet`, {
      why: 'lost',
      holders: 'Les Morandat',
      events: 'Mariage',
    })
    assert.equal(half.statusCode, 422)
    assert.match(plain(half.body), /Il manque un côté : joignez aussi l’autre, ou un PDF des deux\./)
    await join_(browser, at, [['verso.jpg', photo]])
    assert.match(
      plain((await browser.get(`${at}/booklet`)).body),
      /recto\.jpg \(recto\).*verso\.jpg \(verso\)/,
    )
    const refused = await join_(browser, at, [['trop.pdf', await pdf(['1'])]])
    assert.match(plain(JSON.parse(refused.body).problems.join()), /2 fichiers au plus/)
  })

  test('a PDF of too many pages, or a document of an office, is refused beside the question', async () => {
    const browser = parvis.browser()
    const at = await begin(browser)
    const before = (await files()).length
    const long = await join_(browser, at, [['long.pdf', await pdf(Array.from({ length: 7 }, String))]])
    assert.equal(long.statusCode, 422)
    assert.match(plain(long.body), /long\.pdf : Ce PDF compte plus de six pages/)
    const text = await join_(browser, at, [['carte.txt', Buffer.from('Lucette')]])
    assert.match(plain(text.body), /Envoyez une image \(JPEG, PNG ou WebP\) ou un PDF/)
    assert.equal((await files()).length, before)
    assert.deepEqual(
      await readdir(join(parvis.config.dataFolder, 'incoming')).catch(() => []),
      [],
      'nothing waits on the disk',
    )
  })

  test('goes the day after the request is closed, with what names it; the rest stays until it is anonymous', async () => {
    const browser = parvis.browser()
    const at = await begin(browser)
    await browser.post(`${at}/home`, {
      'place-commune': '69029',
      'place-adresse': '12, rue de la République',
    })
    const both = await pdf(['Recto de la carte', 'Verso de la carte'])
    const values = { why: 'lost', holders: 'Les Morandat', events: 'Mariage à Bron' }
    const card = [{ field: 'identity_card', name: 'carte.pdf', bytes: both }]
    assert.equal((await browser.upload(`${at}/booklet`, values, card)).headers.location, `${at}/contact`)
    await browser.post(`${at}/contact`, { name: 'Lucette', email: 'lucette@courriel.example', phone: '' })
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    const kept = (await files()).find(({ type }) => type === 'application/pdf') ?? assert.fail()
    const close = (days: number) =>
      parvis.db.write(system, (tx) =>
        sql`update requests.request set state = 'closed', state_kind = 'done', answer_done_at = ${tx.now}, solution_done_at = ${tx.now},
          closed_at = ${new Date(tx.now.getTime() - days * 86_400_000)}`.execute(tx.q),
      )
    const forget = () =>
      parvis.db.write(system, (tx) =>
        forgetIdentity(tx, [SERVICE], new Date(tx.now.getTime() - 86_400_000), 100),
      )
    assert.equal(await forget(), 0, 'it is open')
    await close(0)
    assert.equal(await forget(), 0, 'it was closed today')
    await close(2)
    assert.equal(await parvis.db.write(system, (tx) => forgetIdentity(tx, ['tag'], tx.now, 100)), 0)
    assert.equal(await forget(), 1)
    assert.equal(await forget(), 0, 'once')
    await parvis.runJobs()
    assert.ok(!(await files()).some(({ id }) => id === kept.id))
    const answers = async () =>
      (
        await parvis.db.read(system, (tx) =>
          sql<{ answers: Record<string, unknown> }>`select answers from requests.request`.execute(tx.q),
        )
      ).rows[0]?.answers
    assert.equal((await answers())?.holders, 'Les Morandat')
    assert.ok(!('identity_card' in ((await answers()) ?? {})))
    assert.equal(await parvis.db.write(system, (tx) => anonymiseRequests(tx, [SERVICE], tx.now, 100)), 1)
  })

  test('goes from the items of a block too, of which the rest stays', async () => {
    await parvis.db.write(system, async (tx) => {
      const form = (await live(tx, FORM)).find(({ id }) => id === 'livret-famille')?.body ?? assert.fail()
      const questions = [
        { id: 'relative', type: 'short-text', label: 'Prénom' },
        { id: 'relative_card', type: 'identity-document', label: 'Sa pièce d’identité' },
      ]
      const block = { id: 'relatives', type: 'repeated-block', label: 'Proches', items: { one: 'proche' } }
      const sentence = 'Je certifie que tout cela est juste.'
      const more: Record<string, object> = {
        booklet: { ...block, questions },
        contact: { id: 'signed', type: 'signature', label: 'Votre signature', sentence },
      }
      const pages = form.pages.map((page) => ({
        ...page,
        fields: [...page.fields, ...(more[page.id] === undefined ? [] : [more[page.id] as Field])],
      }))
      const body = { ...form, pages }
      const { refused } = await publishAll(tx, parvis.house, [{ kind: FORM, id: form.id, body }])
      assert.deepEqual(refused, [])
    })
    const browser = parvis.browser()
    const at = await begin(browser)
    await browser.post(`${at}/home`, {
      'place-commune': '69029',
      'place-adresse': '12, rue de la République',
    })
    const bytes = await pdf(['Recto de la carte', 'Verso de la carte'])
    const values = {
      ...{ why: 'lost', holders: 'Les Morandat', events: 'Mariage à Bron' },
      ...{ relatives: ['1', '2'], 'relatives-1-relative': 'Zoé', 'relatives-2-relative': 'Léo' },
    }
    const cards = ['identity_card', 'relatives-1-relative_card', 'relatives-2-relative_card']
    const sent = await browser.upload(
      `${at}/booklet`,
      values,
      cards.map((field) => ({ field, name: `${field}.pdf`, bytes })),
    )
    assert.equal(sent.headers.location, `${at}/contact`, plain(sent.body).slice(0, 2000))
    await browser.post(`${at}/contact`, {
      ...{ name: 'Lucette', email: 'lucette@courriel.example', phone: '' },
      ...{ 'signed-nom': 'Lucette', 'signed-accord': 'oui' },
    })
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    const held = (await files()).length
    await parvis.db.write(system, (tx) =>
      sql`update requests.request set state = 'closed', state_kind = 'done', answer_done_at = ${tx.now}, solution_done_at = ${tx.now},
        closed_at = ${new Date(tx.now.getTime() - 2 * 86_400_000)} where draft_id = ${at.split('/').at(-1)}`.execute(
        tx.q,
      ),
    )
    const forget = () =>
      parvis.db.write(system, (tx) =>
        forgetIdentity(tx, [SERVICE], new Date(tx.now.getTime() - 86_400_000), 100),
      )
    assert.equal(await forget(), 1)
    assert.equal(await forget(), 0, 'once')
    await parvis.runJobs()
    assert.equal((await files()).length, held - 3)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ answers: Record<string, unknown> }>`select answers from requests.request
        where draft_id = ${at.split('/').at(-1)}`.execute(tx.q),
    )
    assert.deepEqual(rows[0]?.answers.relatives, [{ relative: 'Zoé' }, { relative: 'Léo' }])
    assert.ok(!('identity_card' in (rows[0]?.answers ?? {})))
    // What was signed is no longer all there, and nobody is told that it was tampered with.
    const receipt = plain((await browser.get(`${at}/recu`)).body)
    assert.match(receipt, /Une pièce d’identité a été effacée depuis/)
    assert.doesNotMatch(receipt, /ne sont plus celles/)
  })
})
