// Drafts: written by who administers the metropolis and nobody else, made by commands that a log keeps, published together or not at all.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { FORM, formVersion } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { catalogue, SERVICE } from '#services'
import { createTestApp, type TestApp } from '#test/app.ts'
import { changedBy } from '#test/refused.ts'
import { bundle, unbundle } from './bundle.ts'
import { draft, drafts, edit, editsOf, giveUp, type Name, publish, renew } from './drafts.ts'
import { archive, publishAll } from './publish.ts'
import { live } from './store.ts'

const TAG: Name = { kind: FORM, id: 'tag' }
const title = (to: string) => ({ do: 'set' as const, at: ['title'], to })

describe('drafts of definitions', () => {
  let parvis: TestApp
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  const write = <T>(actor: Actor, work: (tx: Write) => Promise<T>) => parvis.db.write(actor, work)
  const publishing = (...names: Name[]) =>
    write(system, (tx) => publish(tx, parvis.house, names, editor.personId))
  const problemsOf = async (...names: Name[]) => {
    const outcome = await publishing(...names)
    return 'problems' in outcome ? outcome.problems.map(({ problem }) => problem.sentence) : []
  }
  const inForce = async (name: Name) =>
    (await parvis.db.read(system, (tx) => live(tx, FORM))).find(({ id }) => id === name.id) ??
    assert.fail(name.id)
  const dropAll = (name: Name) => write(system, (tx) => giveUp(tx, name))

  test('begin from what is in force; what they become is everybody’s only once published', async () => {
    const { version, body } = await inForce(TAG)
    const begun = await write(editor, (tx) => draft(tx, TAG))
    assert.deepEqual([begun.base, begun.body], [version, body])
    await write(editor, (tx) => edit(tx, TAG, [title('Un tag, un affichage'), title('Un tag')]))
    assert.deepEqual((await inForce(TAG)).body, body)
    assert.deepEqual(await publishing(TAG), { numbers: [version + 1] })
    assert.equal((await inForce(TAG)).body.title, 'Un tag')
    assert.deepEqual(await parvis.db.read(system, (tx) => formVersion(tx, 'tag', version)), body)
    assert.equal(
      (await parvis.db.read(system, catalogue)).service('tag-ou-affichage-sauvage')?.formVersion,
      version + 1,
      'the catalogue follows at once',
    )
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select v.author_id, v.reviewer_id, e.n, e.author_id as by, e.command -> 'to' as "to" from definitions.version v
        join definitions.edit e using (kind, id, version) where v.kind = 'form' and v.id = 'tag' and v.version = ${version + 1} order by n`.execute(
        tx.q,
      ),
    )
    const own = { author_id: editor.personId, reviewer_id: editor.personId, by: editor.personId }
    assert.deepEqual(rows, [
      { ...own, n: 1, to: 'Un tag, un affichage' },
      { ...own, n: 2, to: 'Un tag' },
    ])
    assert.deepEqual(await parvis.db.read(editor, drafts), [])
  })

  test('are one of each, whoever goes on with it; given up, they leave nothing', async () => {
    await write(editor, (tx) => draft(tx, TAG))
    await write(editor, (tx) => edit(tx, TAG, [title('Deux')]))
    assert.equal((await write(editor, (tx) => draft(tx, TAG))).body.title, 'Deux')
    assert.equal((await parvis.db.read(editor, drafts)).length, 1)
    assert.equal((await parvis.db.read(editor, (tx) => editsOf(tx, TAG))).length, 1)
    await write(editor, (tx) => giveUp(tx, TAG))
    assert.deepEqual(await parvis.db.read(editor, drafts), [])
    assert.deepEqual(await parvis.db.read(editor, (tx) => editsOf(tx, TAG)), [])
    await assert.rejects(
      write(editor, (tx) => edit(tx, TAG, [title('Trois')])),
      NotFound,
    )
    await assert.rejects(
      write(editor, (tx) => draft(tx, { kind: FORM, id: 'nulle-part' })),
      NotFound,
    )
  })

  test('take all the commands of one edit, or none', async () => {
    await write(editor, (tx) => draft(tx, TAG))
    const wrong = write(editor, (tx) =>
      edit(tx, TAG, [title('Deux'), { do: 'remove', at: ['pages', 'nulle-part'] }]),
    )
    await assert.rejects(wrong, BadInput)
    const otherId = write(editor, (tx) => edit(tx, TAG, [{ do: 'replace', to: { id: 'autre' } }]))
    await assert.rejects(otherId, /L’identifiant «.tag.» ne change pas/)
    assert.deepEqual(await parvis.db.read(editor, (tx) => editsOf(tx, TAG)), [])
    await dropAll(TAG)
  })

  test('are kept back, in French, by their shape, by their kind and by what others ask of it', async () => {
    await write(editor, (tx) => draft(tx, TAG))
    assert.deepEqual(await problemsOf(TAG), ['Ce brouillon ne change rien à ce qui est publié.'])
    const page = (await inForce(TAG)).body.pages[0]?.id ?? ''
    const add = (field: object) => ({
      ...{ do: 'add' as const, at: ['pages', page, 'fields'] },
      item: { id: 'x', type: 'short-text', label: 'X', ...field } as Record<string, string>,
    })
    await write(editor, (tx) => edit(tx, TAG, [add({ type: 'hologram' })]))
    assert.equal((await problemsOf(TAG)).length, 1)
    const gone = { do: 'remove' as const, at: ['pages', page, 'fields', 'x'] }
    await write(editor, (tx) => edit(tx, TAG, [gone, add({ showIf: { op: 'is', of: 'rien', value: '1' } })]))
    assert.match((await problemsOf(TAG))[0] ?? '', /rien/)
    await write(editor, (tx) => edit(tx, TAG, [gone, add({ data: ['health'] })]))
    assert.deepEqual(await problemsOf(TAG), [
      'la question «\u00a0x\u00a0» recueille «\u00a0Santé ou handicap\u00a0», que la fiche «\u00a0Signalements dans l’espace public\u00a0» du registre ne prévoit pas.',
    ])
    assert.equal((await parvis.db.read(editor, drafts)).length, 1, 'it stays to be corrected')
    await dropAll(TAG)
  })

  test('do not undo what was published since: they are taken to it, their commands again', async () => {
    await write(editor, (tx) => draft(tx, TAG))
    await write(editor, (tx) => edit(tx, TAG, [title('Mien')]))
    const { version, body } = await inForce(TAG)
    const other = { ...body, pages: body.pages.map((page) => ({ ...page, title: `${page.title} !` })) }
    await write(system, (tx) => publishAll(tx, parvis.house, [{ kind: FORM, id: 'tag', body: other }]))
    assert.match((await problemsOf(TAG))[0] ?? '', /Une autre version a été publiée depuis/)
    await write(editor, (tx) => renew(tx, TAG))
    assert.deepEqual(await publishing(TAG), { numbers: [version + 2] })
    assert.deepEqual((await inForce(TAG)).body, { ...other, title: 'Mien' })
  })

  test('are published together: a form and the service that asks for it, which need each other', async () => {
    const [form, service]: [Name, Name] = [
      { kind: FORM, id: 'graffiti' },
      { kind: SERVICE, id: 'effacer-un-graffiti' },
    ]
    const model = (await parvis.db.read(system, catalogue)).service('tag-ou-affichage-sauvage')?.definition
    const asked = { ...(await inForce(TAG)).body, id: 'graffiti' }
    await write(editor, async (tx) => {
      await draft(tx, form, { ...asked })
      await draft(tx, service, { ...model, slug: 'effacer-un-graffiti', form: 'graffiti' })
    })
    assert.match((await problemsOf(form))[0] ?? '', /Aucune démarche n’utilise ce formulaire/)
    assert.match((await problemsOf(service))[0] ?? '', /le formulaire publié graffiti n’existe pas/)
    assert.deepEqual(await publishing(form, service), { numbers: [1, 1] })
    const needed = await write(system, (tx) => archive(tx, parvis.house, form))
    assert.match(needed[0]?.sentence ?? '', /^Des démarches en dépendent\u00a0: «.*»\.$/)
    for (const name of [service, form])
      assert.deepEqual(await write(system, (tx) => archive(tx, parvis.house, name)), [])
    assert.deepEqual(await write(system, (tx) => archive(tx, parvis.house, form)), [
      { sentence: 'Rien n’est publié sous ce nom.' },
    ])
  })

  test('leave as a file, and come in as drafts of what differs', async () => {
    const names: Name[] = [TAG, { kind: FORM, id: 'arbre' }]
    const file = JSON.parse(JSON.stringify(await parvis.db.read(system, (tx) => bundle(tx, names)))) as {
      definitions: { body: Record<string, unknown> }[]
    }
    assert.deepEqual(await write(editor, (tx) => unbundle(tx, parvis.house, file)), [], 'nothing differs')
    const [first] = file.definitions
    if (first !== undefined) first.body.title = 'Venu d’ailleurs'
    assert.deepEqual(await write(editor, (tx) => unbundle(tx, parvis.house, file)), [TAG])
    await assert.rejects(
      write(editor, (tx) => unbundle(tx, parvis.house, file)),
      /Un brouillon de form\/tag existe déjà/,
    )
    assert.ok('numbers' in (await publishing(TAG)))
    assert.equal((await inForce(TAG)).body.title, 'Venu d’ailleurs')
    if (first !== undefined) first.body.pages = 'rien'
    for (const [wrong, said] of [
      [file, /form\/tag, pages/],
      [{ definitions: [] }, /pas un paquet/],
      [
        { ...file, definitions: [{ kind: 'licorne', id: 'x', version: 1, body: {} }] },
        /de la sorte «.licorne.»/,
      ],
    ] as const)
      await assert.rejects(
        write(editor, (tx) => unbundle(tx, parvis.house, wrong)),
        said,
      )
    await assert.rejects(
      parvis.db.read(system, (tx) => bundle(tx, [{ kind: FORM, id: 'nulle-part' }])),
      NotFound,
    )
  })

  test('are nobody else’s, by either wall', async () => {
    await write(editor, (tx) => draft(tx, TAG))
    await write(editor, (tx) => edit(tx, TAG, [title('Secret')]))
    const statements = (actor: Actor): RawBuilder<unknown>[] => [
      sql`insert into definitions.version (kind, id, body, base, author_id) values ('form', 'x', '{}', 0, ${actor.personId})`,
      sql`update definitions.version set body = '{}' where version = 0`,
      sql`insert into definitions.edit (kind, id, n, author_id, command) values ('form', 'tag', 9, ${actor.personId}, '{}')`,
      sql`delete from definitions.version where version = 0`,
    ]
    for (const email of [
      'admin.bron@parvis.example',
      'chef.voirie@parvis.example',
      'habitant@parvis.example',
    ]) {
      const other = await parvis.actor(email)
      const attempts: ((tx: Write) => Promise<unknown>)[] = [
        (tx) => draft(tx, TAG),
        (tx) => edit(tx, TAG, [title('Volé')]),
        (tx) => renew(tx, TAG),
        (tx) => giveUp(tx, TAG),
        (tx) => unbundle(tx, parvis.house, {}),
      ]
      for (const work of attempts)
        await assert.rejects(write(other, work), /n’existe pas, ou n’est pas à vous/, email)
      assert.deepEqual(await parvis.db.read(other, drafts), [], email)
      assert.deepEqual(await parvis.db.read(other, (tx) => editsOf(tx, TAG)), [], email)
      for (const statement of statements(other))
        assert.equal(await changedBy(parvis.db, other, statement), 0, email)
    }
    // Her commands follow the last: none takes the place of those to come.
    const [last] = await write(editor, async (tx) => {
      const { rows } = await sql<{ n: number; before: number }>`
        insert into definitions.edit (kind, id, n, author_id, command) values ('form', 'tag', 2147483647, ${editor.personId}, '{}')
        returning n, (select max(e.n) from definitions.edit e where e.id = 'tag' and e.version = 0) as before`.execute(
        tx.q,
      )
      return rows
    })
    assert.equal(last?.n, Number(last?.before) + 1)
    // And hers are drafts: she publishes nothing by herself, signs for nobody, and rewrites no log.
    for (const statement of [
      sql`update definitions.version set status = 'live', version = 9, published_at = now() where version = 0`,
      sql`update definitions.version set body = '{}' where status = 'live'`,
      sql`delete from definitions.version where status = 'live'`,
      sql`insert into definitions.version (kind, id, body, base, author_id) values ('form', 'x', '{}', 0, 1)`,
      sql`insert into definitions.edit (kind, id, n, author_id, command) values ('form', 'tag', 9, 1, '{}')`,
      sql`update definitions.edit set command = '{}'`,
      sql`delete from definitions.edit`,
    ])
      assert.equal(await changedBy(parvis.db, editor, statement), 0)
    await assert.rejects(
      write(editor, (tx) => publish(tx, parvis.house, [TAG])),
      /permission denied/,
    )
  })

  test('are in « Mes données » of who writes them, whose name goes with the account', async () => {
    const written = parvis.house.personal.find(({ id }) => id === 'definitions.version') ?? assert.fail()
    const personId = editor.personId ?? 0
    const [part] = await parvis.db.read(system, (tx) => written.held(tx, personId))
    assert.ok((part?.count ?? 0) >= 3)
    assert.ok(part?.rows.some((row) => row.Version === 'brouillon' && row.Définition === 'form tag'))
    const [erased] = await write(system, (tx) => written.erase(tx, personId))
    assert.equal(erased?.erased, part?.count)
    assert.deepEqual(await parvis.db.read(system, (tx) => written.held(tx, personId)), [])
    assert.equal((await inForce(TAG)).body.title, 'Venu d’ailleurs', 'what they wrote stays')
  })
})
