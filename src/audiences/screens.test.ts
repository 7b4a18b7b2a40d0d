// Audiences on screen: made, read before they are kept, changed with what uses them, withdrawn into another; within what their author knows.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { keptRule, ruleSchema } from './rule.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/publics'
const NEWS = '/administration/informations'

describe('audiences on screen', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let bron = 0
  let technical = 0
  let metropolis = 0
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      bron = place.authorityByCode('69029')?.id ?? 0
      technical = place.unitsOf(bron).find(({ code }) => code === 'services-techniques')?.id ?? 0
      metropolis = place.metropolis.id
    })
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  async function tried(at: string, values: Record<string, string>, by = editor) {
    const version = hidden((await by.get(at)).body, 'version')
    const first = await by.post(at, { ...values, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => by.post(at, { ...values, version, essai }) }
  }
  const technicians = () => ({
    ...{ authority: 'bron', name: 'Les techniques' },
    who1: `staff:${technical}`,
  })
  async function made(values: Record<string, string>, by = editor): Promise<string> {
    const reply = await (await tried(`${HERE}/nouveau`, values, by)).apply()
    assert.equal(reply.statusCode, 303)
    return String(reply.headers.location)
  }
  async function addressed(title: string, audience: string, more: Record<string, string> = {}) {
    const { first, apply } = await tried(`${NEWS}/nouvelle`, {
      ...{ authority: 'bron', theme: 'Mairie', title, from: '23/11/2026', until: '' },
      ...{ text: 'Le local est fermé jeudi.', audience },
      ...more,
    })
    return { first, apply }
  }
  const idOf = async (title: string): Promise<number> => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from publishing.notice where title = ${title}`.execute(tx.q),
    )
    return rows[0]?.id ?? 0
  }

  test('one reads whom it holds, in a sentence, a count and names, before it is kept', async () => {
    const { first, apply } = await tried(`${HERE}/nouveau`, technicians())
    assert.match(
      first.body,
      /Les agents du service des services techniques|Les agents des services techniques/,
    )
    assert.match(first.body, /<b>1\spersonne<\/b> aujourd’hui[^]*Rémi Terraillon/)
    assert.doesNotMatch((await editor.get(HERE)).body, /Les techniques/)
    const at = String((await apply()).headers.location)
    const page = (await editor.get(at)).body
    assert.match(page, /Les techniques[^]*Rien encore[^]*Rémi Terraillon[^]*Marius Caluire[^]*Fait/)
    assert.match((await editor.get(HERE)).body, /Public<\/a>[^]*Ma commune<\/a>[^]*Les techniques<\/a>/)
  })

  test('names are told as far as one knows them, and a count says the rest', async () => {
    const { first } = await tried(`${HERE}/nouveau`, {
      ...technicians(),
      ...{ name: 'Ailleurs', who1: `workplace:${metropolis}`, as1: 'manager' },
    })
    assert.match(first.body, /Les responsables de la Métropole de Lyon/)
    assert.match(
      first.body,
      /<b>Un nombre de personnes qui n’est pas dit<\/b>[^]*n’est nommé et compté qu’au sein/,
    )
    assert.doesNotMatch(first.body, /Samira Benkhelil/)
    const everyone = { ...technicians(), name: 'Tous les agents', who1: 'workplace' }
    assert.match(
      (await tried(`${HERE}/nouveau`, everyone)).first.body,
      /personnes?, dont le nom n’est connu que de leur collectivité/,
    )
    const admin = await parvis.signedInAs('admin@parvis.example')
    const here = { ...technicians(), name: 'Qui instruit', who1: `workplace:${bron}`, as1: 'handler' }
    assert.match((await tried(`${HERE}/nouveau`, here, admin)).first.body, /<li>Rémi Terraillon<\/li>/)
  })

  test('nobody at all, everybody by accident, and what is no rule are said', async () => {
    const wrong: [Record<string, string>, RegExp][] = [
      [{ who1: '' }, /Dites qui/],
      [{ who1: `staff:${technical}`, as1: 'editor' }, /Personne n’est dans ce public aujourd’hui/],
      [{ except1: `workplace:${bron}` }, /Personne n’est dans ce public aujourd’hui/],
      [{ who1: 'all' }, /Choisissez dans la liste/],
      [{ who1: `person:1` }, /Choisissez dans la liste/],
      [{ as1: 'mayor' }, /Cette fonction n’existe pas là/],
      [{ as1: 'valueOf' }, /Cette fonction n’existe pas là/],
      [{ who2: `workplace:${bron}`, as2: 'constructor' }, /Cette fonction n’existe pas là/],
      [{ from: '02/01/2027', until: '01/01/2027' }, /vient avant le premier/],
      [{ name: '' }, /Donnez un nom/],
      [{ authority: 'mions' }, /une collectivité de la liste/],
    ]
    for (const [values, sentence] of wrong) {
      const reply = await editor.post(`${HERE}/nouveau`, { ...technicians(), name: 'Autre nom', ...values })
      assert.equal(reply.statusCode, 422, String(sentence))
      assert.match(reply.body, sentence)
    }
    const all = await tried(`${HERE}/nouveau`, {
      ...technicians(),
      name: 'Tous',
      who1: 'workplace',
      who2: 'elected',
    })
    assert.match(all.first.body, /Tout le territoire[^]{0,20}\d+\spersonnes/)
    const days: [Record<string, string>, RegExp][] = [
      [{ from: '01/01/2020', until: '02/01/2020' }, /Terminé le jeudi 2\sjanvier 2020/],
      [{ from: '01/01/2030' }, /Pas avant le mardi 1er\sjanvier 2030/],
    ]
    for (const [more, sentence] of days) {
      const { body } = (await tried(`${HERE}/nouveau`, { ...technicians(), name: 'Deux jours', ...more }))
        .first
      assert.match(body, sentence)
      assert.doesNotMatch(body, /<\/b> aujourd’hui/)
    }
    const twice = await (await tried(`${HERE}/nouveau`, technicians())).apply()
    assert.match(twice.body, /porte déjà ce nom/)
  })

  test('an information for it is on the agents’ pages of those it holds, says why, and is nowhere for others', async () => {
    const [, id = ''] = /publics\/(\d+)">Les techniques/.exec((await editor.get(HERE)).body) ?? []
    const { first, apply } = await addressed('Local des vélos fermé', id)
    assert.match(first.body, /Comme ce public la lira[^]*Qui la verra[^]*Rémi Terraillon/)
    assert.equal((await apply()).statusCode, 303)
    const at = `/informations/${await idOf('Local des vélos fermé')}`
    const remi = await parvis.signedInAs('remi.bron@parvis.example')
    assert.match((await remi.get('/agents')).body, /Informations pour vous[^]*Local des vélos fermé/)
    assert.match((await remi.get('/informations')).body, /Pour vous[^]*Local des vélos fermé/)
    assert.match((await remi.get(at)).body, /Pourquoi je vois ceci[^]*Vous êtes parmi les agents/)
    // Who writes it reads it, and is not one of those it is for.
    assert.equal((await editor.get(at)).statusCode, 200)
    assert.doesNotMatch((await editor.get(at)).body, /Pourquoi je vois ceci/)
    const pages = [
      '/',
      '/informations?commune=69029',
      '/demarches?quoi=local+des+v%C3%A9los&ou=Bron',
      '/communes/bron',
    ]
    for (const who of [
      'agent.mions@parvis.example',
      'habitant@parvis.example',
      'agent.bron@parvis.example',
      null,
    ]) {
      const browser = who === null ? parvis.browser() : await parvis.signedInAs(who)
      assert.equal((await browser.get(at)).statusCode, 404, String(who))
      for (const page of [...pages, '/agents'])
        assert.doesNotMatch((await browser.get(page)).body, /Local des vélos/, `${page} of ${who}`)
    }
  })

  test('what uses it is told; withdrawn, it gives its place; the name is free again', async () => {
    const list = (await editor.get(HERE)).body
    const [, id = ''] = /publics\/(\d+)">Les techniques/.exec(list) ?? []
    assert.match(
      (await editor.get(`${HERE}/${id}`)).body,
      new RegExp(`informations\\?public=${id}">1\\sinformation`),
    )
    const away = `${HERE}/${id}/retrait`
    const version = hidden((await editor.get(away)).body, 'version')
    assert.match((await editor.post(away, { version, vers: '' })).body, /Ce public est employé/)
    const to = (await made({ ...technicians(), name: 'Toute la mairie', who1: `workplace:${bron}` }))
      .split('/')
      .at(-1)
    const { first, apply } = await tried(away, { vers: to ?? '' })
    assert.match(first.body, /Qui lira désormais[^]*Les agents de la Ville de Bron/)
    assert.equal((await apply()).statusCode, 303)
    assert.equal((await editor.get(`${HERE}/${id}`)).statusCode, 404)
    const at = `/informations/${await idOf('Local des vélos fermé')}`
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.match((await agent.get(at)).body, /Vous êtes parmi les agents de la Ville de Bron/)
    assert.match((await editor.get(`${NEWS}/${await idOf('Local des vélos fermé')}`)).body, /Modifiée/)
    await made(technicians())
  })

  test('published several times at once while its audience is withdrawn, an information is one, and nobody’s who is not meant', async () => {
    const at = await made({ ...technicians(), name: 'Un public de trop' })
    const id = at.split('/').at(-1) ?? ''
    const { apply } = await addressed('Réunion des équipes', id)
    const away = `${HERE}/${id}/retrait`
    const version = hidden((await editor.get(away)).body, 'version')
    const withdraw = editor.post(away, { version, vers: '' })
    const replies = await Promise.all([apply(), apply(), withdraw, apply()])
    for (const { statusCode, body } of replies)
      if (statusCode !== 303)
        assert.match(body, /vient d’être retiré|Choisissez un public|Ce public est employé/)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ withdrawn: boolean }>`select a.is_withdrawn as withdrawn from publishing.notice n
        join audiences.audience a on a.id = n.audience_id where n.title = 'Réunion des équipes'`.execute(
        tx.q,
      ),
    )
    assert.ok(rows.length <= 1 && rows.every(({ withdrawn }) => !withdrawn), JSON.stringify(rows))
  })

  test('a change is read first, told, and moves its readers at once; two authors see both texts', async () => {
    const [, id = ''] = /publics\/(\d+)">Toute la mairie/.exec((await editor.get(HERE)).body) ?? []
    const at = `${HERE}/${id}/changer`
    const narrow = { name: 'Toute la mairie', who1: `staff:${technical}`, except1: '' }
    const slow = await tried(at, narrow)
    assert.match(slow.first.body, /Ce qui lui est adressé change de lecteurs aussitôt/)
    const quick = await tried(at, { ...narrow, who2: `workplace:${bron}`, as2: 'editor' })
    assert.equal((await quick.apply()).statusCode, 303)
    assert.equal((await slow.apply()).statusCode, 409)
    const news = `/informations/${await idOf('Local des vélos fermé')}`
    assert.equal((await (await parvis.signedInAs('agent.bron@parvis.example')).get(news)).statusCode, 404)
    assert.match((await editor.get(news)).body, /Vous êtes parmi les rédacteurs de la Ville de Bron/)
  })

  test('nobody touches another’s, nor what came with the installation, by either wall', async () => {
    const admin = await parvis.signedInAs('admin.bron@parvis.example')
    const [, own = ''] = /publics\/(\d+)">Ma commune/.exec((await admin.get(HERE)).body) ?? []
    assert.equal((await admin.get(`${HERE}/${own}`)).statusCode, 200)
    for (const id of ['1', own]) assert.equal((await admin.get(`${HERE}/${id}/changer`)).statusCode, 404)
    assert.equal((await (await parvis.signedInAs('agent.bron@parvis.example')).get(HERE)).statusCode, 404)
    const actor = await parvis.actor('marius.redaction@parvis.example')
    const asActor = (statement: ReturnType<typeof sql>) =>
      parvis.db.write(actor, (tx) => statement.execute(tx.q))
    const { numAffectedRows } = await asActor(
      sql`update audiences.audience set name = 'À nous' where authority_id <> ${bron} or standing is not null`,
    )
    assert.equal(numAffectedRows, 0n)
    const rule = JSON.stringify({ who: ['all'], also: [], except: [], from: null, until: null })
    await assert.rejects(
      asActor(
        sql`insert into audiences.audience (authority_id, name, rule) values (${metropolis}, 'Faux', ${rule})`,
      ),
      /row-level security/,
    )
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select id from audiences.audience where authority_id = ${metropolis} limit 1`.execute(tx.q),
    )
    await assert.rejects(
      asActor(sql`insert into publishing.notice (authority_id, theme, title, text, published_at, audience_id)
        values (${bron}, 'Faux', 'À nous', 'Un faux.', now(), ${rows[0]?.id ?? 0})`),
      /an audience of another authority/,
    )
    await assert.rejects(asActor(sql`select from audiences.clause`), /permission denied/)
    // PostgreSQL takes what the program reads, and nothing else: what is no rule would stop the list of everybody.
    const bare = { who: [`workplace:${bron}`], also: [], except: [], from: null, until: null }
    const forged: unknown[] = [
      null,
      [],
      {},
      { who: ['all'] },
      { ...bare, who: null },
      { ...bare, who: 'all' },
    ]
    for (const who of [
      ['a b'],
      [null],
      [['all']],
      ['role:'],
      ['a:1:b:c'],
      ['a:1234567890'],
      Array(5).fill('elected'),
    ])
      forged.push({ ...bare, who })
    for (const wrong of [
      { also: ['elected', 'body:3'] },
      { from: 'infinity' },
      { until: '2026-02-30' },
      { more: 1 },
    ])
      forged.push({ ...bare, ...wrong })
    const read = [bare, { ...bare, who: ['role:mayor', 'body:3:vice_president'], from: '2026-02-28' }]
    for (const said of [...forged, ...read]) {
      const text = JSON.stringify(said)
      const kept = await asActor(
        sql`insert into audiences.audience (authority_id, name, rule) values (${bron}, ${`Essai ${text.slice(0, 60)}`}, ${text})`,
      ).then(
        () => true,
        () => false,
      )
      assert.deepEqual([kept, ruleSchema.safeParse(said).success], [read.includes(said as never), kept], text)
    }
    for (const who of [[], ['all'], ['person:1'], [`workplace:${bron}`, 'nothing']])
      await assert.rejects(
        asActor(
          sql`insert into audiences.audience (authority_id, name, rule)
            values (${bron}, 'De personne', ${JSON.stringify({ ...bare, who })})`,
        ),
        /an audience names somebody/,
        String(who),
      )
    assert.deepEqual(keptRule({}).who, [], 'what cannot be read holds nobody')
    assert.equal((await admin.get(HERE)).statusCode, 200)
    const resident = await parvis.actor('habitant@parvis.example')
    const counted = await parvis.db.read(resident, (tx) =>
      sql`select from audiences.readers_of(${JSON.stringify({ who: ['workplace'], also: [], except: [] })}::jsonb)`.execute(
        tx.q,
      ),
    )
    assert.equal(counted.rows.length, 0)
  })
})
