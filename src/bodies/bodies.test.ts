// Bodies on screen: each authority its own, overlaps refused beside the field, a term whose end closes its rights the same day, and what
// an elected member is once signed in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { openSession } from '#people'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { boxes } from '#test/mandates.ts'
import { EVERY_KIND, EVERY_POST, kindWords } from './record/kinds.ts'
import { heldSeats } from './record/queries.personal.ts'

const HERE = '/administration/instances'
const [MAYOR, COUNCILLOR] = ['maire.bron@parvis.example', 'elue@parvis.example']

describe('bodies and terms', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  let council = ''
  let term = ''
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    council = await addressIn(bron, 'Conseil municipal de Bron')
    term = await termIn(council)
  })
  after(() => parvis.close())

  async function addressIn(browser: TestBrowser, name: string): Promise<string> {
    const list = (await browser.get(`${HERE}?q=${encodeURIComponent(name)}`)).body
    const found = new RegExp(`href="(${HERE}/\\d+)">${name}<`).exec(list)?.[1]
    return found ?? assert.fail(`${name} is not listed`)
  }
  const termIn = async (at: string): Promise<string> =>
    new RegExp(`${at}/mandatures/\\d+`).exec((await metropolis.get(at)).body)?.[0] ?? assert.fail('no term')
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  /** Posts what is read of it now, but for these. */
  const save = async (at: string, values: Record<string, string>) =>
    bron.post(at, { ...values, version: hidden((await bron.get(at)).body, 'version') })
  const seat = (more: Record<string, string> = {}) => ({
    ...{ member: '', newcomer: 'Jeanne Essai', post: 'councillor', rank: '', delegation: '' },
    ...{ standsFor: '', from: '2026-11-23', to: '', ...more },
  })
  const keysOf = async (email: string): Promise<string[]> => {
    const { rows } = await parvis.db.read(await parvis.actor(email), (tx) =>
      sql<{ keys: string[] }>`select audiences.held_keys() as keys`.execute(tx.q),
    )
    return (rows[0]?.keys ?? []).filter((key) => /^body:\d+$|^role:/.test(key))
  }
  const idIn = (address: string) => address.split('/')[3] ?? ''

  test('the words of the program are those of the database, in its order', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ posts: string[]; kinds: string }>`select enum_range(null::bodies.post)::text[] as posts,
        (select pg_get_constraintdef(oid) from pg_constraint where conname = 'body_kind_check') as kinds`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(rows[0]?.posts, EVERY_POST)
    assert.deepEqual(
      [...(rows[0]?.kinds ?? '').matchAll(/'(\w+)'::text/g)].map(([, kind = '']) => kind).toSorted(),
      EVERY_KIND.toSorted(),
    )
  })

  test('the posts of each kind, and where there is one, are those that the database accepts', async () => {
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    for (const kind of EVERY_KIND)
      for (const level of ['metropolis', 'commune'] as const) {
        const { at, posts } = kindWords(kind)
        const { rows } = await owner.query('select bodies.posts_of($1, $2)::text[] as posts', [kind, level])
        assert.deepEqual(rows[0]?.posts, at.includes(level) ? posts : null, `${kind} ${level}`)
      }
    await owner.end()
  })

  test('whoever writes SQL founds no conference in a town, seats no mayor in a group, gathers nobody in it', async () => {
    const actor = await parvis.actor('admin.bron@parvis.example')
    const refused = async (reason: RegExp, kind: string, ...then: string[]) => {
      const founded = `insert into bodies.body (authority_id, kind, name)
        select authority_id, '${kind}', 'Essai' from bodies.body where id = ${idIn(council)}`
      const work = parvis.db.write(actor, async (tx) => {
        for (const statement of [founded, ...then]) await sql.raw(statement).execute(tx.q)
        assert.fail('accepted')
      })
      await assert.rejects(work, reason)
    }
    const made = `select id from bodies.body where name = 'Essai'`
    await refused(/no such body/, 'conference')
    await refused(/no such body/, 'metropolitan')
    await refused(
      /no such post/,
      'group',
      `insert into bodies.term (body_id, first_day) ${made.replace('id', "id, '2026-01-01'")}`,
      `insert into bodies.seat (term_id, member_id, post, first_day)
        select t.id, m.id, 'mayor', t.first_day from bodies.term t, bodies.member m where t.body_id = (${made}) limit 1`,
    )
    await refused(
      /row-level security/,
      'group',
      `insert into bodies.gathered (authority_id, body_id) select authority_id, id from bodies.body where name = 'Essai'`,
    )
  })

  test('each authority has its own, the metropolis all; counts say as many', async () => {
    const own = (await bron.get(HERE)).body
    assert.match(own, /Conseil municipal de Bron[^]*Hélène Saunier[^]*>43</)
    assert.doesNotMatch(own, /Conseil de la métropole|Conseil municipal de Mions/)
    assert.match(own, /1\s*instance/)
    const all = (await metropolis.get(HERE)).body
    assert.match(all, /Conseil de la métropole[^]*>150</)
    assert.match(all, /80\s*instances/)
    const mions = await addressIn(metropolis, 'Conseil municipal de Mions')
    assert.equal((await bron.get(mions)).statusCode, 404)
    for (const who of ['agent.bron@parvis.example', COUNCILLOR])
      assert.equal((await (await parvis.signedInAs(who)).get(HERE)).statusCode, 404, who)
  })

  test('a page lists members by rank; a conference, the mayors of its communes', async () => {
    const page = (await bron.get(council)).body
    assert.match(page, /Hélène Saunier[^]*Maire[^]*Relié[^]*1er rang[^]*2e rang/)
    assert.match(page, /Siègent aujourd’hui \(43\)/)
    const alpes = await addressIn(metropolis, 'Conférence territoriale des maires Porte des Alpes')
    assert.match((await metropolis.get(alpes)).body, /Communes réunies \(4\)[^]*Bron[^]*Hélène Saunier/)
    assert.ok((await keysOf(MAYOR)).includes(`body:${idIn(alpes)}`), 'without being named there')
    const anybody = parvis.browser()
    const all = (await anybody.get('/conferences')).body
    assert.equal(all.match(/href="\/conferences\/\d+"/g)?.length, 9)
    assert.match(all, /Porte des Alpes<[^]*4\scommunes/)
    const open = (await anybody.get(`/conferences/${idIn(alpes)}`)).body
    assert.match(open, /href="\/communes\/bron"><span class="two"><span>Bron<[^]*Mairie d’Hélène Saunier/)
    assert.equal((await anybody.get(`/conferences/${idIn(council)}`)).statusCode, 404, 'a council is none')
  })

  test('what overlaps is refused beside the field, with what was typed', async () => {
    const known = /value="(\d+)">Hélène Saunier/.exec((await bron.get(`${term}/sieges`)).body)?.[1] ?? ''
    const wrong: [Record<string, string>, RegExp][] = [
      [{ member: known, newcomer: '' }, /siège déjà ici sur une partie/],
      [{ post: 'mayor' }, /tient déjà cette fonction/],
      [{ post: 'deputy', rank: '1' }, /Ce rang est déjà tenu/],
      [{ rank: '3' }, /n’a pas de rang/],
      [{ post: 'president' }, /n’a pas cette fonction/],
      [{ from: '2020-01-01' }, /pas dans la mandature/],
      [{ to: '2026-11-01' }, /avant le premier/],
      [{ member: known }, /pas les deux/],
      [{ newcomer: '' }, /ou écrivez son nom/],
    ]
    for (const [values, sentence] of wrong) {
      const reply = await bron.post(`${term}/sieges`, seat(values))
      assert.equal(reply.statusCode, 422, String(sentence))
      assert.match(reply.body, sentence)
      assert.match(reply.body, /name="from"[^>]*value="2026-11-23"|name="from"[^>]*value="2020-01-01"/)
    }
    const again = await bron.post(`${council}/mandatures`, { from: '2027-01-01', to: '' })
    assert.equal(again.statusCode, 422)
    assert.match(again.body, /se chevauchent avec une autre mandature/)
    assert.match((await bron.get(council)).body, /Siègent aujourd’hui \(43\)/, 'nothing was kept')
  })

  test('a member is added, changed and ended; a substitute stands for one', async () => {
    const bureau = {
      authority: 'bron',
      kind: 'bureau',
      name: 'Bureau municipal',
      from: '2026-11-01',
      to: '',
    }
    const made = await bron.post(`${HERE}/nouvelle`, bureau)
    assert.equal(made.statusCode, 303, made.body)
    const at = String(made.headers.location)
    const seats = `${await termIn(at)}/sieges`
    assert.equal((await bron.post(seats, seat({ post: 'president' }))).statusCode, 303)
    const titular = /value="(\d+)">Jeanne Essai, Présidence/.exec((await bron.get(seats)).body)?.[1] ?? ''
    const stands = seat({ newcomer: 'Luc Second', post: 'substitute', standsFor: titular })
    assert.equal((await bron.post(seats, stands)).statusCode, 303)
    const page = (await bron.get(at)).body
    assert.match(page, /Suppléant ou suppléante de Jeanne Essai/)
    const one = new RegExp(`${seats}/\\d+(?=">Luc Second)`).exec(page)?.[0] ?? ''
    const ended = { ...stands, name: 'Luc Deuxième', to: '2026-11-23' }
    assert.equal((await save(one, ended)).statusCode, 303)
    parvis.advance({ days: 1 })
    ;[bron, metropolis] = [
      await parvis.signedInAs('admin.bron@parvis.example'),
      await parvis.signedInAs('admin@parvis.example'),
    ]
    assert.match(
      (await bron.get(at)).body,
      /N’y siègent plus \(1\)[^]*Luc Deuxième[^]*Paul Essarts[^]*Siège modifié/,
    )
    const coming = seat({ newcomer: 'Anne Bientôt', post: 'member', from: '2026-12-01' })
    assert.equal((await bron.post(seats, coming)).statusCode, 303)
    const next = new RegExp(`${seats}/\\d+(?=">Anne Bientôt)`).exec((await bron.get(at)).body)?.[0] ?? ''
    assert.equal((await bron.post(`${next}/retrait`, {})).statusCode, 303)
    assert.doesNotMatch((await bron.get(at)).body, />Anne Bientôt</)
    assert.equal(
      (await bron.post(`${new RegExp(`${seats}/\\d+`).exec(page)?.[0]}/retrait`, {})).statusCode,
      422,
    )
  })

  test('a body and a term made by mistake are taken away, as long as nobody was written there', async () => {
    const mistake = { authority: 'bron', kind: 'group', name: 'Groupe de trop', from: '2026-11-01', to: '' }
    const at = String((await bron.post(`${HERE}/nouvelle`, mistake)).headers.location)
    const next = await termIn(at)
    assert.equal((await bron.post(`${next}/retrait`, {})).statusCode, 303)
    assert.match((await bron.get(at)).body, /Mandature retirée[^]*Instance créée/)
    assert.match((await bron.get(`${at}/retrait`)).body, /Retirer[^]*Groupe de trop/)
    assert.equal((await bron.post(`${at}/retrait`, {})).statusCode, 303)
    assert.equal((await bron.get(at)).statusCode, 404)
    assert.doesNotMatch((await bron.get(council)).body, /\/retrait"/, 'not offered where somebody sits')
    for (const one of [council, term])
      assert.match((await bron.post(`${one}/retrait`, {})).body, /Quelqu’un y est inscrit depuis/)
  })

  test('two who change one body: the second reads both', async () => {
    const shown = (await metropolis.get(`${council}/modifier`)).body
    const version = hidden(shown, 'version')
    const lu = hidden(shown, 'lu')
    const change = (by: TestBrowser, name: string) =>
      by.post(`${council}/modifier`, { name, version, lu, communes: [] })
    assert.equal((await change(bron, 'Conseil de la ville de Bron')).statusCode, 303)
    const late = await change(metropolis, 'Conseil municipal')
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /Paul Essarts[^]*Conseil de la ville de Bron/)
  })

  test('a commune is in one conference', async () => {
    const centre = await addressIn(metropolis, 'Conférence territoriale des maires Centre')
    const version = hidden((await metropolis.get(`${centre}/modifier`)).body, 'version')
    const values = { name: 'Conférence Centre', version, communes: ['69123', '69266', '69029'] }
    const reply = await metropolis.post(`${centre}/modifier`, values)
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /déjà réunie par une autre conférence/)
  })

  test('whoever sits beside somebody reads no account of theirs, nor whether they have one', async () => {
    const read = async (email: string, what: string) => {
      const query = sql<{ n: number }>`select count(*)::int as n from bodies.member m where ${sql.raw(what)}`
      return (await parvis.db.read(await parvis.actor(email), (tx) => query.execute(tx.q))).rows[0]?.n ?? 0
    }
    assert.ok((await read(COUNCILLOR, 'true')) > 0)
    await assert.rejects(read(COUNCILLOR, 'person_id is not null'), /permission denied/)
    assert.equal(await read(COUNCILLOR, 'bodies.has_account(m.id)'), 0)
    assert.equal(await read('admin.bron@parvis.example', 'bodies.has_account(m.id)'), 1)
  })

  test('an elected member with one factor is nobody, and nobody acts in their place', async () => {
    const { personId } = await parvis.actor(COUNCILLOR)
    const { cookie } = await parvis.db.write(system, (tx) => openSession(tx, personId ?? 0, { factors: 1 }))
    const half = parvis.browser()
    half.cookies.set(cookie.name, cookie.value ?? '')
    await parvis.db.write(system, (tx) =>
      sql`delete from accounts.totp where person_id = ${personId}`.execute(tx.q),
    )
    assert.equal((await half.get('/compte')).statusCode, 303, 'nobody, whatever else they have')
    const given = await (await parvis.signedInAs(COUNCILLOR)).post('/compte/proches/confier', {
      email: 'habitante@parvis.example',
      ...boxes('fin', '2026-12-31'),
    })
    assert.equal(given.statusCode, 403, given.body)
    assert.match(given.body, /personne ne peut agir à votre place/)
    const team = (await metropolis.get('/compte/equipe')).body
    assert.match(team, /Aïcha Montrochet[^]*Conseil de la métropole/, 'whoever administers helps them')
    assert.doesNotMatch((await bron.get('/compte/equipe')).body, /Aïcha Montrochet/)
  })

  test('an elected member is invited by mail, and accepts with two proofs', async () => {
    const page = (await bron.get(term)).body
    const [, at = '', name = ''] =
      [...page.matchAll(new RegExp(`href="(${term}/sieges/\\d+)">([^<]+)<`, 'g'))].at(-1) ?? []
    const email = 'invitee@mairie.example'
    const sent = await bron.post(`${at}/invitation`, { email })
    assert.equal(sent.statusCode, 303, sent.body)
    assert.match((await bron.get(at)).body, /Invitation envoyée à invitee@mairie\.example/)
    assert.match((await bron.post(`${at}/invitation`, { email })).body, /déjà une invitation en attente/)
    assert.doesNotMatch((await bron.get('/administration/agents')).body, new RegExp(name))
    await parvis.runJobs()
    const mail = await parvis.db.read(system, async (tx) => {
      const [last] = await keptMails(tx, { to: email })
      return (await keptMail(tx, last?.id ?? ''))?.text ?? ''
    })
    assert.match(mail, /Paul Essarts[^]*Vos mandats[^]*Conseil de la ville de Bron/)
    const jeton = /jeton=([\w-]+)/.exec(mail)?.[1] ?? ''
    const guest = parvis.browser()
    assert.match(
      (await guest.get(`/invitation?jeton=${jeton}`)).body,
      /pour vos mandats[^]*invitee@mairie\.example/,
    )
    const answered = await guest.post('/invitation', {
      jeton,
      name: 'Invitée Élue',
      password: 'un-mot-de-passe-long-2026',
    })
    assert.match(String(answered.headers.location), /^\/connexion\/activer/, answered.body)
    assert.ok((await keysOf(email)).includes(`body:${idIn(council)}`))
    assert.equal((await guest.get('/compte')).statusCode, 303, 'half a session is nobody')
    assert.match((await bron.get(at)).body, /a un compte, et y lit ses mandats/)
    assert.equal((await bron.get(`${at}/invitation`)).statusCode, 404)
    const member = sql`(select member_id from bodies.seat where id = ${at.split('/').at(-1)}::integer)`
    const unlink = sql<{ gone: boolean }>`select bodies.unlink(${member}) as gone`
    const tried = await parvis.db.write(await parvis.actor(MAYOR), (tx) => unlink.execute(tx.q))
    assert.equal(tried.rows[0]?.gone, false, 'nobody but whoever keeps the member')
    assert.match(
      (await bron.get(`${at}/compte`)).body,
      /Délier le compte[^]*Conseiller ou conseillère, Conseil/,
    )
    assert.equal((await bron.post(`${at}/compte`, {})).statusCode, 303)
    assert.deepEqual(await keysOf(email), [], 'the account loses all at once')
    assert.match((await bron.get(at)).body, /pas encore de compte relié/)
    assert.match((await bron.get(council)).body, /Compte délié/)
    assert.equal((await bron.post(`${at}/compte`, {})).statusCode, 404, 'once')
  })

  test('an invitation that is taken back opens nothing; one account is one member of an authority', async () => {
    const page = (await bron.get(term)).body
    const seats = [...page.matchAll(new RegExp(`${term}/sieges/\\d+(?=">)`, 'g'))].map(([address]) => address)
    const link = async (at: string, email: string): Promise<string> => {
      assert.equal((await bron.post(`${at}/invitation`, { email })).statusCode, 303)
      await parvis.runJobs()
      const { text } = await parvis.db.read(system, async (tx) => {
        const [last] = await keptMails(tx, { to: email })
        return (await keptMail(tx, last?.id ?? '')) ?? assert.fail()
      })
      return /jeton=([\w-]+)/.exec(text)?.[1] ?? ''
    }
    const [one = '', other = ''] = seats.slice(10)
    const gone = await link(one, 'retiree@mairie.example')
    assert.equal((await bron.post(`${one}/invitation/retrait`, {})).statusCode, 303)
    assert.equal((await parvis.browser().get(`/invitation?jeton=${gone}`)).statusCode, 410)
    const jeton = await link(other, MAYOR)
    const twice = await parvis
      .browser()
      .post('/invitation', { jeton, name: '', password: 'parvis-demo-2026' })
    assert.equal(twice.statusCode, 422)
    assert.match(twice.body, /déjà celui d’un autre élu/)
  })

  test('days of a term say who ceases at once, and are refused before they are shown', async () => {
    const tried = (from: string, to: string) => save(`${term}/dates`, { from, to })
    assert.match((await tried('2027-03-21', '')).body, /43\s*personnes cessent de siéger dès aujourd’hui/)
    assert.match((await tried('2026-03-21', '2026-11-01')).body, /43\s*personnes cessent de siéger dès/)
    assert.match((await tried('2026-03-21', '')).body, /Personne ne cesse de siéger/)
    const backwards = await tried('2026-11-24', '2026-11-23')
    assert.equal(backwards.statusCode, 422)
    assert.match(backwards.body, /Le dernier jour est avant le premier/)
    assert.equal(hidden(backwards.body, 'essai'), '')
  })

  test('a term that ends closes its rights the same day, told before', async () => {
    const own = await parvis.signedInAs(MAYOR)
    assert.match((await own.get('/compte')).body, /Vos mandats électifs[^]*Maire[^]*Ville de Bron/)
    assert.match(
      (await own.get('/compte')).body,
      /Vos mandats électifs[^]*<b>Maire<\/b>, Conférence territoriale des maires Porte des Alpes[^]*Métropole/,
      'the conference that gathers her commune',
    )
    const before = await keysOf(MAYOR)
    assert.ok(before.includes(`body:${idIn(council)}`) && before.includes('role:mayor'), String(before))
    const days = { from: '2026-03-21', to: '2026-11-24' }
    const told = await save(`${term}/dates`, days)
    assert.match(told.body, /43\s*personnes cessent de siéger le mercredi 25\s*novembre 2026/)
    assert.deepEqual(await keysOf(MAYOR), before, 'nothing is done yet')
    const essai = hidden(told.body, 'essai')
    assert.equal((await save(`${term}/dates`, { ...days, essai })).statusCode, 303)
    assert.deepEqual(await keysOf(MAYOR), before, 'on the last day')
    parvis.advance({ days: 1 })
    const left = await keysOf(MAYOR)
    assert.ok(!left.includes(`body:${idIn(council)}`) && !left.includes('role:mayor'), String(left))
    assert.ok(left.includes('role:councillor'), 'the council of the metropolis goes on')
    const closed = before.filter((key) => !left.includes(key) && key !== `body:${idIn(council)}`)
    assert.equal(closed.length, 2, `the conference closes with the office of mayor: ${closed.join(' ')}`)
    const after = (await (await parvis.signedInAs(MAYOR)).get('/compte')).body
    assert.match(after, /Mandats finis \(1\)/)
    assert.doesNotMatch(after, /Porte des Alpes/)
  })

  test('« Mes données » says it; an erased account sits nowhere', async () => {
    const person = await parvis.actor(MAYOR)
    assert.match((await (await parvis.signedInAs(MAYOR)).get('/compte/donnees')).body, /Vos mandats électifs/)
    const holding = parvis.house.personal.find(({ id }) => id === 'bodies.seat')
    const erased = await parvis.db.write(system, (tx) =>
      (holding ?? assert.fail()).erase(tx, person.personId ?? 0),
    )
    assert.equal(erased.length, 2)
    assert.deepEqual(await keysOf(MAYOR), [])
    assert.deepEqual(await parvis.db.read(system, (tx) => heldSeats(tx, person.personId ?? 0)), [])
  })
})
