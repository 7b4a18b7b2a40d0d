// A form translated beside its French: texts of two authors merge, the same text comes back with both, what changed since is told, undone and carried.
import assert from 'node:assert/strict'
import { after, before, describe, it, test } from 'node:test'
import fc from 'fast-check'
import { commanded, drafts } from '#definitions'
import { FORM, type FormDefinition, saidTexts } from '#forms'
import type { Actor } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fileText, readFile } from '../carried/file.ts'
import { seenOf, translationCommands, type TypedText } from './write.ts'

const HERE = '/administration/formulaires'

const form = {
  id: 'box',
  title: 'Une boîte',
  pages: [
    {
      id: 'first',
      title: 'La boîte',
      fields: ['a', 'b', 'c'].map((id) => ({ id, type: 'short-text', label: `Question ${id}` })),
    },
  ],
  languages: [{ code: 'en', name: 'English', texts: [] }],
} as unknown as FormDefinition

const write = (now: FormDefinition, texts: readonly TypedText[]): FormDefinition => {
  const { commands } = translationCommands(now, 'en', texts)
  return commanded({ kind: FORM, id: now.id }, { ...now }, commands) as unknown as FormDefinition
}
const toOf = (now: FormDefinition): Record<string, string | undefined> =>
  Object.fromEntries(saidTexts(now, 'en').map(({ at, kept }) => [at, kept?.to]))

describe('what is typed beside the French', () => {
  it('of two authors on one page is all kept, or comes back: nobody’s is lost without a word', () => {
    const words = fc.constantFrom('', 'one', 'two', 'three')
    const ats = saidTexts(form, 'en').map(({ at }) => at)
    const page = fc.record(Object.fromEntries(ats.map((at) => [at, words])))
    fc.assert(
      fc.property(page, page, page, (start, mine, theirs) => {
        const shown = write(
          form,
          ats.map((at) => ({ at, typed: start[at] ?? '', isStillRight: false, seen: seenIn(form, at) })),
        )
        const typed = (of: Record<string, string>) =>
          ats.map((at) => ({ at, typed: of[at] ?? '', isStillRight: false, seen: seenIn(shown, at) }))
        const after = write(shown, typed(mine))
        const { problems } = translationCommands(after, 'en', typed(theirs))
        const both = write(after, typed(theirs))
        const [was, first, last] = [toOf(shown), toOf(after), toOf(both)]
        for (const at of ats) {
          const [from, one, other] = [was[at] ?? '', first[at] ?? '', theirs[at] ?? '']
          if (other === from) assert.equal(last[at] ?? '', one, 'what was left is left')
          else if (one === from || one === other) assert.equal(last[at] ?? '', other)
          else assert.ok(problems.has(at), 'both are told')
        }
      }),
    )
  })

  const seenIn = (now: FormDefinition, at: string): string => {
    const text = saidTexts(now, 'en').find((one) => one.at === at) ?? assert.fail(at)
    return seenOf(text)
  }

  it('is for the French that was read: another one since is told, and one that holds is said to', () => {
    const at = 'questions/a/label'
    const told = write(form, [{ at, typed: 'Question A', isStillRight: false, seen: seenIn(form, at) }])
    const [page] = told.pages
    const changed = {
      ...told,
      pages: [
        {
          ...page,
          fields: page?.fields.map((field) => (field.id === 'a' ? { ...field, label: 'Autre' } : field)),
        },
      ],
    } as FormDefinition
    const stale = saidTexts(changed, 'en').find((one) => one.at === at)
    assert.deepEqual([stale?.state, stale?.kept?.from], ['stale', 'Question a'])
    const late = [{ at, typed: 'Something', isStillRight: false, seen: seenIn(told, at) }]
    assert.match(translationCommands(changed, 'en', late).problems.get(at) ?? '', /Le français a changé/)
    const right = write(changed, [{ at, typed: 'Question A', isStillRight: true, seen: seenIn(changed, at) }])
    assert.equal(saidTexts(right, 'en').find((one) => one.at === at)?.state, 'said')
    const gone = translationCommands(form, 'en', [
      { at: 'questions/z/label', typed: 'Z', isStillRight: false, seen: '1 2' },
    ])
    assert.deepEqual(gone.lost, ['Z'])
  })

  it('travels with the file of the form, and comes back the same bytes', () => {
    const told = write(form, [
      { at: 'title', typed: 'A box', isStillRight: false, seen: seenIn(form, 'title') },
    ])
    const file = fileText(told)
    const read = readFile(file)
    assert.ok('form' in read, JSON.stringify(read))
    assert.equal(fileText(read.form), file)
    assert.deepEqual(read.form.languages?.[0]?.texts, [{ at: 'title', from: 'Une boîte', to: 'A box' }])
  })
})

describe('the page of translations', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let karim: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    karim = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const draftOf = async (id: string) => {
    const row = (await parvis.db.read(editor, drafts)).find((one) => one.kind === 'form' && one.id === id)
    return row?.body as unknown as FormDefinition
  }
  const typed = (body: string, at: string, to: string) => ({
    [`texte:${at}`]: to,
    [`vu:${at}`]: hidden(body, `vu:${at}`),
  })

  test('says what each text is of: a question of a block, where the form stops', async () => {
    const told = async (id: string) =>
      (await odile.get(`${HERE}/${id}/traductions/en`)).body.replaceAll(/&nbsp;|\u00a0/g, ' ')
    assert.match(await told('inscription-ecole'), /<h2>Question \d+\.1\. Quel est son prénom \?<\/h2>/)
    const grant = await told('prime-velo')
    for (const said of ['Titre de l’arrêt', 'Texte de l’arrêt', 'Message de la vérification'])
      assert.ok(grant.includes(said), said)
    assert.equal(grant.match(/Titre de la page/g)?.length, 4, 'one a page')
  })

  test('adds a language, merges two authors, keeps both texts of one, undoes, and tells at publication', async () => {
    const at = `${HERE}/tag/traductions`
    assert.match((await odile.get(at)).body, /se lit en français seulement/)
    const asked = (await odile.get(`${at}/ajouter`)).body
    await odile.post(`${at}/ajouter`, {
      langue: 'ar',
      version: hidden(asked, 'version'),
      lu: hidden(asked, 'lu'),
    })
    const { body } = await odile.get(`${at}/ar`)
    assert.match(body, /<input [^>]*name="texte:title"[^>]*lang="ar" dir="rtl"/)
    assert.equal((await odile.post(`${at}/ar`, typed(body, 'title', 'كتابة'))).statusCode, 303)
    assert.equal((await karim.post(`${at}/ar`, typed(body, 'pages/place/title', 'المكان'))).statusCode, 303)
    assert.deepEqual(
      (await draftOf('tag')).languages?.[0]?.texts.map(({ to }) => to),
      ['كتابة', 'المكان'],
    )
    const same = await karim.post(`${at}/ar`, typed(body, 'title', 'رسم'))
    assert.equal(same.statusCode, 409)
    assert.match(same.body, /value="رسم"/)
    assert.match(same.body, /Quelqu’un a écrit «\u00a0كتابة\u00a0»/)
    assert.match((await odile.get(`${HERE}/tag/publier`)).body, /En arabe&nbsp;: \d+\stextes manquent/)
    const { body: head } = await odile.get(`${HERE}/tag`)
    await odile.post(`${HERE}/tag/annuler`, { acte: hidden(head, 'acte') })
    assert.deepEqual(
      (await draftOf('tag')).languages?.[0]?.texts.map(({ to }) => to),
      ['كتابة'],
    )
    const left = (await odile.get(`${at}/ar?reste=1`)).body
    assert.doesNotMatch(left, /name="texte:title"/)
    assert.match(left, /name="texte:pages\/place\/title"/)
  })
})
