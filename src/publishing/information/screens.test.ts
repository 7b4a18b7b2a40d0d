// Public information on screen: read before it is published, on its day, ended, kept from others by both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { loadDefinitions } from '#services'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/informations'
const NEW = `${HERE}/nouvelle`

describe('public information on screen', () => {
  let parvis: TestApp
  let editor: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const typed = (more: Record<string, string> = {}) => ({
    ...{
      authority: 'bron',
      theme: 'Circulation',
      title: 'Rue des Lilas fermée',
      from: '23/11/2026',
      until: '',
      audience: '1',
    },
    text: 'La rue est fermée.\n\nPassez par la rue Paul-Vaillant.',
    ...more,
  })
  async function tried(at: string, values: Record<string, string>, by = editor) {
    const version = hidden((await by.get(at)).body, 'version')
    const first = await by.post(at, { ...values, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => by.post(at, { ...values, version, essai }) }
  }
  async function published(values: Record<string, string>) {
    const reply = await (await tried(NEW, values)).apply()
    assert.equal(reply.statusCode, 303)
    return idOf(values.title ?? '')
  }
  async function idOf(title: string): Promise<number> {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from publishing.notice where title = ${title}`.execute(tx.q),
    )
    return rows[0]?.id ?? 0
  }
  const resident = async (path: string) => (await parvis.browser().get(path)).body

  test('it is read before it is published, then residents of the commune have it', async () => {
    const { first, apply } = await tried(NEW, typed())
    assert.match(first.body, /Circulation\. Publié par la Ville de Bron[^]*Passez par la rue Paul-Vaillant/)
    assert.match(first.body, /sur le guichet de la Ville de Bron/)
    assert.doesNotMatch(await resident('/informations?commune=69029'), /Rue des Lilas fermée/)
    assert.equal((await apply()).statusCode, 303)
    assert.match(await resident('/informations?commune=69029'), /Rue des Lilas fermée/)
    assert.match(await resident('/demarches?quoi=rue+des+lilas+ferm%C3%A9e&ou=Bron'), /Rue des Lilas fermée/)
    const page = (await editor.get(`${HERE}/${await idOf('Rue des Lilas fermée')}`)).body
    assert.match(page, /En ligne[^]*Marius Caluire[^]*Écrite/)
  })

  test('sent several times at once, it is published once', async () => {
    const { apply } = await tried(NEW, typed({ title: 'Piscine en travaux' }))
    for (const { statusCode } of await Promise.all([apply(), apply(), apply(), apply()]))
      assert.equal(statusCode, 303)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select from publishing.notice where title = 'Piscine en travaux'`.execute(tx.q),
    )
    assert.equal(rows.length, 1)
  })

  test('one to come is nobody’s before its day; one that is ended says so at its address', async () => {
    const id = await published(typed({ title: 'Marché déplacé', from: '30/11/2026', until: '06/12/2026' }))
    assert.match((await editor.get(`${HERE}?etat=coming`)).body, /Marché déplacé/)
    assert.equal((await parvis.browser().get(`/informations/${id}`)).statusCode, 404)
    parvis.advance({ days: 7 })
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    assert.match(await resident(`/informations/${id}`), /Marché déplacé[^]*jusqu’au/)
    const end = `${HERE}/${id}/fin`
    const version = hidden((await editor.get(end)).body, 'version')
    assert.equal((await editor.post(end, { version })).statusCode, 303)
    assert.match(await resident(`/informations/${id}`), /n’est plus d’actualité/)
    assert.doesNotMatch(await resident('/informations?commune=69029'), /Marché déplacé/)
  })

  test('what is wrong is said beside it, with everything typed', async () => {
    const today = '30/11/2026'
    const wrong: [Record<string, string>, RegExp][] = [
      [{ from: today, until: '01/01/2026' }, /vient avant celui où elle paraît/],
      [{ from: '01/01/2026' }, /Ce jour est passé/],
      [{ from: '31/02/2027' }, /un jour qui existe/],
      [{ from: today, title: 'Oh' }, /Écrivez un titre plus long/],
      [{ from: today, authority: 'mions' }, /une collectivité de la liste/],
    ]
    for (const [values, sentence] of wrong) {
      const reply = await editor.post(NEW, typed({ title: 'Fermeture de la piscine', ...values }))
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, sentence)
      assert.match(reply.body, /Passez par la rue Paul-Vaillant/)
    }
  })

  test('two editors: whoever saves second sees both texts', async () => {
    const at = `${HERE}/${await idOf('Rue des Lilas fermée')}`
    const slow = await tried(at, typed({ text: 'Fermée jusqu’à nouvel ordre.' }))
    const quick = await tried(at, typed({ text: 'Fermée jusqu’à Noël, de nuit.' }))
    assert.equal((await quick.apply()).statusCode, 303)
    const late = await slow.apply()
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /jusqu’à Noël[^]*nouvel ordre/)
  })

  test('files leave what was changed on screen, under whatever title', async () => {
    const load = () => parvis.db.write(system, (tx) => loadDefinitions(tx, 'definitions', parvis.house))
    await load()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number; title: string; text: string }>`select n.id, title, text from publishing.notice n
        join territory.authority a on a.id = n.authority_id where a.slug = 'bron' and imported_as is not null limit 1`.execute(
        tx.q,
      ),
    )
    const [one] = rows
    assert.ok(one)
    const today = '30/11/2026'
    const { apply } = await tried(`${HERE}/${one.id}`, typed({ title: 'Un autre titre', from: today }))
    assert.equal((await apply()).statusCode, 303)
    await load()
    assert.equal(await idOf(one.title), 0)
    assert.equal(await idOf('Un autre titre'), one.id)
  })

  test('nobody writes another’s, by either wall', async () => {
    const metropolis = await parvis.signedInAs('admin@parvis.example')
    const id = await idOf('Rue des Lilas fermée')
    assert.equal((await metropolis.get(`${HERE}/${id}`)).statusCode, 200)
    const mions = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await mions.get(HERE)).statusCode, 404)
    const foreign = await parvis.db.read(system, (tx) =>
      sql<{ id: number; authority: number }>`select n.id, n.authority_id as authority from publishing.notice n
        join territory.authority a on a.id = n.authority_id where a.slug <> 'bron' limit 1`.execute(tx.q),
    )
    const other = foreign.rows[0]
    assert.ok(other)
    assert.equal((await editor.get(`${HERE}/${other.id}`)).statusCode, 404)
    const actor = await parvis.actor('marius.redaction@parvis.example')
    const changed = await parvis.db.write(actor, (tx) =>
      sql`update publishing.notice set title = 'À nous' where id = ${other.id}`.execute(tx.q),
    )
    assert.equal(changed.numAffectedRows, 0n)
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        sql`insert into publishing.notice (authority_id, theme, title, text, published_at)
          values (${other.authority}, 'Faux', 'À nous', 'Un faux.', now())`.execute(tx.q),
      ),
      /row-level security/,
    )
  })
})
