// What some only read is taken up by the authorities that its own names, and by nobody else: read whole, made another content, said whence;
// told when it changes, ends or is offered no more. Nothing of what is not offered is seen, counted or hinted at.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { FetchRefused } from '#platform/outside/guard.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { archive, beginContent, publish, writeContent } from '../record/act.ts'
import { writtenContent } from '../record/queries.ts'
import { asTyped } from '../types/typed.ts'
import { readSources } from './read.ts'

const [HERE, CONTENTS] = ['/administration/sources', '/administration/contenus']
const [OWNER, BRON, MIONS] = [
  'admin@parvis.example',
  'marius.redaction@parvis.example',
  'agent.mions@parvis.example',
]

describe('what some only read', () => {
  let parvis: TestApp
  let owner: TestBrowser
  let editor: TestBrowser
  let metropolis = { id: 0, slug: '', unitId: 0 }
  let agents = 0
  const authority = new Map<string, number>()
  before(async () => {
    parvis = await createTestApp()
    ;[owner, editor] = [await parvis.signedInAs(OWNER), await parvis.signedInAs(BRON)]
    const [post] = (await parvis.actor(OWNER)).memberships
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number; slug: string }>`select id, slug from territory.authority`.execute(tx.q),
    )
    for (const { id, slug } of rows) authority.set(slug, id)
    const slug = rows.find(({ id }) => id === post?.authorityId)?.slug ?? ''
    metropolis = { id: post?.authorityId ?? 0, slug, unitId: post?.unitId ?? 0 }
    agents = await parvis.db.write(await parvis.actor(OWNER), async (tx) => {
      const rule = { who: [`workplace:${metropolis.id}`], also: [], except: [], from: null, until: null }
      const { rows: made } = await sql<{
        id: number
      }>`insert into audiences.audience (authority_id, name, rule)
        values (${metropolis.id}, 'Agents de la métropole', ${JSON.stringify(rule)}::jsonb) returning id`.execute(
        tx.q,
      )
      return made[0]?.id ?? 0
    })
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  async function done(browser: TestBrowser, at: string, values: Record<string, string | string[]>) {
    const shown = await browser.get(at)
    const reply = await browser.post(at, { version: hidden(shown.body, 'version'), ...values })
    assert.equal(reply.statusCode, 303, reply.body)
    return String(reply.headers.location)
  }
  const idIn = (location: string) => Number(/\/(\d+)(?:\/texte)?$/.exec(location)?.[1])
  const asOwner = async <T>(
    act: (tx: Parameters<Parameters<typeof parvis.db.write>[1]>[0]) => Promise<T>,
  ): Promise<T> => parvis.db.write(await parvis.actor(OWNER), act)
  async function written(title: string, text = 'Un texte d’agents.', audienceId = agents): Promise<number> {
    return asOwner(async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text })
      const where = { authorityId: metropolis.id, unitId: metropolis.unitId, type: 'brief' }
      const said = { typeVersion, fields, title, summary: 'En bref.', theme: '', about: [] }
      const id = await beginContent(tx, where, said)
      await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
      })
      return id
    })
  }
  const offer = (id: number, slugs: readonly string[]) =>
    done(owner, `${CONTENTS}/${id}/offre`, { to: slugs.map((slug) => String(authority.get(slug))) })
  async function read() {
    parvis.advance({ hours: 2 })
    ;[owner, editor] = [await parvis.signedInAs(OWNER), await parvis.signedInAs(BRON)]
    await readSources(parvis.db, {
      ...{
        publicUrl: 'https://parvis.test',
        writer: { site: { name: 'Parvis' }, origin: 'https://parvis.test' },
      },
      fetch: () => Promise.reject(new FetchRefused('network')),
    })
  }
  async function followed(by = 'bron'): Promise<string> {
    const said = { authority: by, name: 'La Métropole', address: '', of: metropolis.slug, family: 'general' }
    const reply = await editor.post(`${HERE}/nouvelle`, said)
    assert.equal(reply.statusCode, 303, reply.body)
    return String(reply.headers.location)
  }
  const elementOf = async (at: string, title: string) =>
    new RegExp(`${title}[^]*?(${at}/elements/\\d+)`).exec((await editor.get(at)).body)?.[1] ??
    assert.fail(title)
  const toldOf = async (email: string): Promise<string[]> => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ title: string }>`select n.title from notices.notice n join accounts.person p on p.id = n.person_id
        where n.kind = 'publishing.source' and p.email = ${email} order by n.id`.execute(tx.q),
    )
    return rows.map(({ title }) => title)
  }
  let at = ''

  test('is taken up by those whom its own names, with its text, its readers, whence it comes, and its changes', async () => {
    const source = await written('Le télétravail change au printemps', 'Deux jours par semaine **au plus**.')
    at = await followed()
    await read()
    assert.doesNotMatch((await editor.get(at)).body, /télétravail/)
    await offer(source, ['bron'])
    const one = (await owner.get(`${CONTENTS}/${source}`)).body
    assert.match(one, /Peut être repris par[^]*Bron/)
    assert.match(one, /Peut être repris par\u00a0: [^<]*Bron/, 'its history')
    await read()
    const listed = (await editor.get(at)).body
    assert.match(listed, /télétravail[^]*Proposé à votre rédaction/)
    assert.doesNotMatch(listed, new RegExp(`/contenus/${source}`))
    const element = await elementOf(at, 'télétravail')
    const shown = (await editor.get(element)).body
    assert.match(shown, /Deux jours par semaine[^]*Repris de&nbsp;: Intranet de la /)
    const unit = String((await parvis.actor(BRON)).memberships[0]?.unitId)
    const form = { type: 'brief', title: 'Télétravail\u00a0: à Bron aussi', unit, ends: 'suivre' }
    const taken = idIn(await done(editor, element, form))
    const text = (await editor.get(`${CONTENTS}/${taken}/texte`)).body
    assert.match(text, /Deux jours par semaine/)
    assert.doesNotMatch(text, /Lire la suite/)
    // Its own validation, its own audience: everybody, here.
    await parvis.db.write(await parvis.actor(BRON), async (tx) =>
      publish(tx, taken, (await writtenContent(tx, taken))?.version ?? 0, {
        ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
      }),
    )
    const anybody = (await parvis.browser().get(`/contenus/${taken}/lire`)).body
    assert.match(anybody, /Repris de&nbsp;: Intranet de la /)
    assert.doesNotMatch(anybody, new RegExp(`/contenus/${source}/`))
    assert.match(
      (await owner.get(`/contenus/${taken}/lire`)).body,
      new RegExp(`href="/contenus/${source}/lire"`),
    )
    assert.equal((await editor.get(`/contenus/${source}/lire`)).statusCode, 404)

    // It follows: the text too.
    await asOwner(async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Trois jours par semaine.' })
      const said = { title: 'Le télétravail change au printemps', summary: 'En bref.', theme: '', about: [] }
      await writeContent(tx, source, (await writtenContent(tx, source))?.version ?? 0, {
        ...said,
        ...{ typeVersion, fields },
      })
      await publish(tx, source, (await writtenContent(tx, source))?.version ?? 0, {
        ...{ audienceId: agents, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
      })
    })
    await read()
    assert.match((await toldOf(BRON)).join(), /La source de «\u00a0Télétravail[^,]* a changé/)
    await done(editor, `${CONTENTS}/${taken}/source`, { choice: 'suivre' })
    assert.match((await editor.get(`${CONTENTS}/${taken}`)).body, /Trois jours par semaine/)
    assert.match((await parvis.browser().get(`/contenus/${taken}/lire`)).body, /Deux jours par semaine/)

    // It ends with its source, as was chosen, and whoever publishes is told.
    await asOwner(async (tx) => archive(tx, source, (await writtenContent(tx, source))?.version ?? 0))
    await read()
    assert.match((await toldOf(BRON)).at(-1) ?? '', /n’est plus en ligne/)
    assert.equal((await parvis.browser().get(`/contenus/${taken}/lire`)).statusCode, 404)
    assert.match(
      (await editor.get(`${CONTENTS}/${taken}`)).body,
      /Archivé\u00a0: «\u00a0sa source n’est plus/,
    )
    const before = (await toldOf(BRON)).length
    await read()
    assert.equal((await toldOf(BRON)).length, before)
  })

  test('is taken up no more once its own takes the permission back: at once, and what was taken is told', async () => {
    const source = await written('Le restaurant ferme en août')
    const other = await written('Les vestiaires sont refaits')
    await offer(source, ['bron'])
    await offer(other, ['bron'])
    await read()
    const [taking, late] = [await elementOf(at, 'restaurant'), await elementOf(at, 'vestiaires')]
    const unit = String((await parvis.actor(BRON)).memberships[0]?.unitId)
    const form = { type: 'brief', title: 'Le restaurant ferme', unit, ends: 'rester' }
    const taken = idIn(await done(editor, taking, form))
    await offer(source, [])
    await offer(other, [])
    // Before anything is read again.
    assert.doesNotMatch((await editor.get(at)).body, /vestiaires|restaurant/)
    assert.equal((await editor.get(late)).statusCode, 404)
    assert.equal((await editor.post(late, { ...form, title: 'Les vestiaires' })).statusCode, 404)
    await read()
    assert.match((await toldOf(BRON)).at(-1) ?? '', /«\u00a0Le restaurant ferme\u00a0» ne se reprend plus/)
    const kept = (await editor.get(`${CONTENTS}/${taken}`)).body
    assert.match(kept, /Sa source ne se reprend plus[^]*ce contenu reste en ligne/)
    await done(editor, `${CONTENTS}/${taken}/fin-de-source`, { ends: 'suivre' })
    assert.match((await editor.get(`${CONTENTS}/${taken}`)).body, /ce contenu est archivé aussi/)
  })

  test('is seen, counted and hinted at nowhere by those to whom it is not offered', async () => {
    const actor = { bron: await parvis.actor(BRON), mions: await parvis.actor(MIONS) }
    const asked = fc.record({
      to: fc.subarray(['bron', 'mions', 'own']),
      isPublic: fc.boolean(),
      isArchived: fc.boolean(),
    })
    let n = 0
    await fc.assert(
      fc.asyncProperty(asked, async ({ to, isPublic, isArchived }) => {
        n += 1
        const title = `Consigne confidentielle numéro ${n}`
        const id = await written(title, `Le code est ${n}.`, isPublic ? PUBLIC : agents)
        await offer(
          id,
          to.map((slug) => (slug === 'own' ? metropolis.slug : slug)),
        )
        if (isArchived)
          await asOwner(async (tx) => archive(tx, id, (await writtenContent(tx, id))?.version ?? 0))
        await read()
        const isOpen = !isArchived && (isPublic || to.includes('bron'))
        assert.equal((await editor.get(at)).body.includes(title), isOpen)
        // Agents of Bron who publish nothing read on their home what is public alone.
        for (const [name, by] of Object.entries(actor)) {
          const seen = await parvis.db.read(by, (tx) =>
            sql`select 1 from publishing.source_item where of_content_id = ${id}
              union all select 1 from publishing.offer where content_id = ${id}`.execute(tx.q),
          )
          const text = await parvis.db.read(by, (tx) =>
            sql`select 1 from publishing.offered_text(${id})`.execute(tx.q),
          )
          assert.equal(seen.rows.length > 0, isOpen && name === 'bron', name)
          assert.equal(
            text.rows.length > 0,
            name === 'bron' && !isArchived && !isPublic && to.includes('bron'),
          )
        }
      }),
      { numRuns: 8 },
    )
    const colleague = await parvis.actor('agent.bron@parvis.example')
    const seen = await parvis.db.read(colleague, (tx) =>
      sql<{ title: string }>`select i.title from publishing.source_item i
        where not exists (select from publishing.publication p where p.content_id = i.of_content_id and p.audience_id = ${PUBLIC})`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(seen.rows, [])
  })

  test('is offered by whoever publishes it, by SQL as on screen, and never for others', async () => {
    const id = await written('Une note de service')
    await assert.rejects(
      parvis.db.write(await parvis.actor(BRON), (tx) =>
        sql`insert into publishing.offer (content_id, authority_id) values (${id}, ${authority.get('bron') ?? 0})`.execute(
          tx.q,
        ),
      ),
      /row-level security/,
    )
    assert.equal((await editor.get(`${CONTENTS}/${id}/offre`)).statusCode, 404)
  })
})
