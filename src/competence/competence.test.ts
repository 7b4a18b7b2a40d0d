// Rules of competence on screen: shown with their proof, tried before they change, changed by whom they are, never losing what decided.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { comparePrecision, decideCompetence, distancesOf, groundOf, loadDefinitions } from '#services'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/competences'
const TOMORROW = '2026-11-24'

describe('rules of competence on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const rows = async (where: string) =>
    (
      await parvis.db.read(system, (tx) =>
        sql
          .raw<{ id: string; function: string; from: string; to: string | null; edited: boolean }>(
            `select id, function, valid_from as from, valid_to as to, edited_at is not null as edited
             from services.competence where ${where} and not withdrawn order by valid_from, id`,
          )
          .execute(tx.q),
      )
    ).rows
  /** What a page says, for messages that a person can read. */
  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<select[^]*?<\/select>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;/g, ' ')
      .replace(/\s+/g, ' ')
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

  const typed = (more: Record<string, string> = {}) => ({
    ...{ commune: '69029', lieu: 'park', repond: 'commune', fonction: 'streets', du: TOMORROW, au: '' },
    ...{
      fondement: 'Délibération du 2 novembre 2026',
      phrase: 'À {commune}, la mairie efface les tags des parcs.',
    },
    ...more,
  })
  /** What a form shows of what it would do, then does. */
  async function tried(browser: TestBrowser, at: string, values: Record<string, string>) {
    const version = hidden((await browser.get(at)).body, 'version')
    const first = await browser.post(at, { ...values, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => browser.post(at, { ...values, version, essai }) }
  }

  test('every subject is proved; its table says which row wins over which', async () => {
    const list = await metropolis.get(HERE)
    assert.match(said(list.body), /Chaque cas a un service/)
    assert.doesNotMatch(said(list.body), /cas à revoir/)
    const { body } = await metropolis.get(`${HERE}/sujets/tag`)
    assert.match(said(body), /Prouvé/)
    const bronRow = body.indexOf('href="/administration/competences/regles/tag-bron')
    assert.ok(bronRow > 0 && bronRow < body.indexOf('Toutes les communes</a>'), 'the most precise first')
    assert.match(said(body), /Règles finies/)
    assert.equal((await metropolis.get(`${HERE}/sujets/rien`)).statusCode, 404)
  })

  test('a rule is tried on the past year, then added; the next one that says the same place is refused with a case', async () => {
    await parvis.makeRequest({ service: 'tag-ou-affichage-sauvage', commune: '69029', placeKind: 'park' })
    const at = `${HERE}/sujets/tag/nouvelle`
    const { first, apply } = await tried(
      metropolis,
      at,
      typed({ repond: 'metropolis', fonction: 'cleaning' }),
    )
    assert.equal(first.statusCode, 200)
    assert.match(said(first.body), /L’emporte sur[^]*dans un parc ou un jardin/)
    assert.match(
      said(first.body),
      /Sur les \d+ demandes? reçues? en un an sur ce sujet, 1 irait à un autre service/,
    )
    assert.deepEqual(await rows(`commune = '69029' and place_kind = 'park'`), [])
    assert.equal((await apply()).statusCode, 303)
    const [added] = await rows(`commune = '69029' and place_kind = 'park'`)
    assert.deepEqual([added?.function, added?.from, added?.edited], ['cleaning', TOMORROW, true])
    const twice = await metropolis.post(at, typed({ du: '2027-01-01' }))
    assert.equal(twice.statusCode, 422)
    assert.match(said(twice.body), /deux règles aussi précises l’une que l’autre/)
    assert.match(twice.body, /id="(du|commune|lieu)-erreur"/)
    assert.match(said((await metropolis.get(`${HERE}/sujets/tag`)).body), /a ajouté/)
    assert.doesNotMatch(
      said((await bron.get(`${HERE}/sujets/tag`)).body),
      /a ajouté/,
      'what the metropolis answers is its own news',
    )
    const gone = await tried(metropolis, `${HERE}/regles/${added?.id}/retirer`, {})
    assert.equal((await gone.apply()).statusCode, 303)
    assert.deepEqual(await rows(`commune = '69029' and place_kind = 'park'`), [])
  })

  test('what was typed since it was tried is tried again', async () => {
    const at = `${HERE}/sujets/tag/nouvelle`
    const first = await metropolis.post(at, typed())
    const again = await metropolis.post(at, {
      ...typed({ fonction: 'parks' }),
      essai: hidden(first.body, 'essai'),
    })
    assert.equal(again.statusCode, 200)
    assert.deepEqual(await rows(`commune = '69029' and place_kind = 'park'`), [])
  })

  test('a row that has decided ends the day before, and another says what comes next', async () => {
    const [old] = await rows(`category = 'tag' and commune = '69029'`)
    const at = `${HERE}/regles/${old?.id}/changer`
    const values = typed({ lieu: 'street', fonction: 'parks', du: '2027-01-01' })
    assert.equal((await (await tried(metropolis, at, values)).apply()).statusCode, 303)
    assert.deepEqual(
      (await rows(`category = 'tag' and commune = '69029'`)).map(({ function: fn, from, to }) => [
        fn,
        from,
        to,
      ]),
      [
        ['streets', '2019-03-01', '2026-12-31'],
        ['parks', '2027-01-01', null],
      ],
    )
    const today = await metropolis.post(at, { ...values, du: '2026-11-23', version: '2' })
    assert.equal(today.statusCode, 422)
    assert.match(said(today.body), /commence le mardi 24 novembre 2026 au plus tôt/)
  })

  test('what sends nowhere, leaves a hole or says nothing of the place is refused beside what to change', async () => {
    const at = `${HERE}/sujets/tag/nouvelle`
    const refused = async (values: Record<string, string>, expected: RegExp) => {
      const reply = await metropolis.post(at, typed(values))
      assert.equal(reply.statusCode, 422)
      assert.match(said(reply.body), expected)
    }
    await refused(
      { fonction: 'colleges' },
      /aucun service de la Ville de Bron ne remplit la fonction demandée/,
    )
    assert.match((await metropolis.post(at, typed({ fonction: 'colleges' }))).body, /id="fonction-erreur"/)
    await refused({ repond: '' }, /Choisissez qui répond\./)
    await refused({ phrase: 'À {ville}, la mairie.' }, /Seules \{commune\} et \{authority\}/)
    for (const phrase of ['À {commune, la mairie.', 'À { commune }, la mairie.', 'À commune}.'])
      await refused({ phrase }, /Seules \{commune\} et \{authority\}/)
    await refused({ au: '2026-11-01' }, /finit avant de commencer/)
    // Changed, a rule that answered everywhere leaves a hole: beside what it no longer says.
    const everywhere = `${HERE}/regles/tag-metropole/changer`
    const was = {
      ...typed({ commune: '', lieu: '', repond: 'metropolis', fonction: 'cleaning' }),
      version: '1',
    }
    for (const [field, narrower] of [
      ['commune', { commune: '69029' }],
      ['lieu', { lieu: 'park' }],
      ['au', { au: '2026-12-31' }],
    ] as const) {
      const hole = await metropolis.post(everywhere, { ...was, ...narrower })
      assert.equal(hole.statusCode, 422, field)
      assert.match(hole.body, new RegExp(`id="${field}-erreur"[^]*aucune règle ne dit qui répond`), field)
    }
    assert.equal((await metropolis.post(everywhere, was)).statusCode, 200, 'as it was, it leaves none')
    const end = await metropolis.post(`${HERE}/regles/tag-metropole/terminer`, {
      au: '2026-12-31',
      version: '1',
    })
    assert.equal(end.statusCode, 422)
    assert.match(end.body, /id="au-erreur"/)
    assert.match(said(end.body), /aucune règle ne dit qui répond. La demande irait au centre de contact/)
  })

  test('two administrators: whoever saves second sees both texts', async () => {
    const [, next] = await rows(`category = 'tag' and commune = '69029'`)
    const at = `${HERE}/regles/${next?.id}/changer`
    const values = typed({ lieu: 'street', fonction: 'streets', du: '2027-01-01' })
    const slow = await tried(bron, at, { ...values, phrase: 'La mairie de {commune} efface les tags.' })
    assert.equal((await (await tried(metropolis, at, values)).apply()).statusCode, 303)
    const reply = await slow.apply()
    assert.equal(reply.statusCode, 409)
    assert.match(
      said(reply.body),
      /a enregistré autre chose[^]*efface les tags des parcs[^]*efface les tags\./,
    )
  })

  test('a town says which of its services answers, and neither takes nor gives competence', async () => {
    const at = `${HERE}/sujets/depot-sauvage/nouvelle`
    assert.doesNotMatch((await bron.get(at)).body, /La métropole<|Toutes les communes/)
    const own = typed({ fonction: 'streets', phrase: 'À {commune}, la mairie enlève les dépôts.' })
    assert.equal((await (await tried(bron, at, own)).apply()).statusCode, 303)
    const taken = await bron.post(at, { ...own, lieu: 'street' })
    assert.equal(taken.statusCode, 422)
    assert.match(
      said(taken.body),
      /», à Bron, dans une rue ou sur une place[^]*se donne et se reprend à la métropole/,
    )
    const foreign = await bron.post(at, { ...own, commune: '69283', lieu: 'school' })
    assert.match(said(foreign.body), /Choisissez votre commune/)
    assert.equal((await bron.get(`${HERE}/regles/tag-metropole/changer`)).statusCode, 404)
    assert.match(
      (await bron.get(`${HERE}/regles/tag-metropole`)).body,
      /Les règles de tout le territoire sont publiques/,
    )
    // The second wall says the same to whoever writes SQL.
    const actor = await parvis.actor('admin.bron@parvis.example')
    const insert = (commune: string, answers: string, from: string, category = 'tag') =>
      parvis.db
        .write(actor, (tx) =>
          sql`insert into services.competence (id, category, commune, answers, function, valid_from, basis, because)
            values ('tried', ${category}, ${commune}, ${answers}, 'streets', ${from}, '-', '-')`.execute(
            tx.q,
          ),
        )
        .then(() => null, String)
    assert.match((await insert('69283', 'commune', '2027-01-01')) ?? '', /row-level security/)
    assert.match((await insert('69029', 'metropolis', '2027-01-01')) ?? '', /row-level security/)
    assert.match((await insert('69029', 'commune', '2026-11-01')) ?? '', /begins after the day/)
    const taking = (await insert('69029', 'commune', '2027-01-01', 'nid-de-poule')) ?? ''
    assert.match(taking, /competence is given by the metropolis/)
    const change = (what: string, where: string) =>
      parvis.db
        .write(actor, (tx) => sql.raw(`update services.competence set ${what} where ${where}`).execute(tx.q))
        .then(({ numAffectedRows }) => `${numAffectedRows} rows`, String)
    const [bins] = await rows(`category = 'depot-sauvage' and commune = '69029'`)
    const [, next] = await rows(`category = 'tag' and commune = '69029'`)
    assert.match(await change(`place_kind = 'street'`, `id = '${bins?.id}'`), /given by the metropolis/)
    assert.match(await change('place_kind = null', `id = '${bins?.id}'`), /given by the metropolis/)
    assert.match(await change(`category = 'dechets'`, `id = '${bins?.id}'`), /given by the metropolis/)
    assert.match(await change(`valid_to = '2027-06-30'`, `id = '${next?.id}'`), /given by the metropolis/)
    assert.equal(await change(`valid_to = '2027-06-30'`, `id = '${bins?.id}'`), '1 rows')
    // Parks are the metropolis’s from 2028 on.
    await parvis.db.write(system, (tx) =>
      sql`insert into services.competence (id, category, commune, place_kind, answers, function, valid_from, basis, because)
        values ('parks-2028', 'depot-sauvage', '69029', 'park', 'metropolis', 'cleaning', '2028-01-01', '-', '-')`.execute(
        tx.q,
      ),
    )
    assert.equal(await change(`valid_to = '2027-12-31'`, `id = '${bins?.id}'`), '1 rows')
    assert.match(await change('valid_to = null', `id = '${bins?.id}'`), /given by the metropolis/)
    await parvis.db.write(system, (tx) =>
      sql`delete from services.competence where id = 'parks-2028'`.execute(tx.q),
    )
  })

  test('both walls look for who answers where a withdrawn subject leads', async () => {
    const words = '/administration/mots/sujets'
    const added = { label: 'Graffiti ancien', synonyms: '', parent: 'eau' }
    assert.equal((await metropolis.post(`${words}/nouveau`, added)).statusCode, 303)
    const at = `${words}/graffiti-ancien/retirer`
    const version = hidden((await metropolis.get(at)).body, 'version')
    assert.equal((await metropolis.post(at, { version, vers: 'tag' })).statusCode, 303)
    const day = '2026-11-25'
    await parvis.db.read(system, async (tx) => {
      const { known, place, rules } = await groundOf(tx)
      const own = rules.find(({ id }) => id === 'tag-bron') ?? assert.fail()
      const source = { rules: rules.filter((rule) => rule !== own), category: known.category }
      const { rows: levels } = await sql<{ category: string; kind: string | null; level: string }>`
        select c.code as category, kind, services.level_besides(r, c.code, kind, ${day}) as level
        from services.competence r, services.category c, unnest(array[null, 'street', 'park']) kind where r.id = ${own.id}`.execute(
        tx.q,
      )
      assert.ok(levels.some(({ category, level }) => category === 'graffiti-ancien' && level === 'commune'))
      for (const { category, kind, level } of levels) {
        const { ruleId } = decideCompetence(source, place, {
          category,
          areaCode: '69029',
          placeKind: kind,
          day,
        })
        const rule = rules.find(({ id }) => id === ruleId)
        const distances = distancesOf(known, category)
        const isMorePrecise =
          rule !== undefined && distances.has(own.category) && comparePrecision(rule, own, distances) < 0
        assert.equal(
          level,
          isMorePrecise ? 'commune' : (rule?.answers ?? 'metropolis'),
          `${category} ${kind}`,
        )
      }
    })
  })

  test('the second wall looks as far as the program, whatever was withdrawn on the way, and ends', async () => {
    const levels = await parvis.db.write(system, async (tx) => {
      await sql`insert into services.category (code, label, synonyms, leads_to)
        select 'pas-' || n, 'Pas', '{}', case n when 0 then 'tag' when 30 then 'pas-31' else 'pas-' || n - 1 end
        from generate_series(0, 31) n order by n = 30, n`.execute(tx.q)
      const { rows } = await sql<{ levels: string[] }>`
        select array_agg(services.level_besides(r, code, kind, '2026-11-25') order by kind) as levels
        from services.competence r, unnest('{pas-29,pas-31,tag}'::text[]) code, unnest('{park,private,street}'::text[]) kind
        where r.id = 'tag-bron' group by code order by code`.execute(tx.q)
      await sql`update services.category set leads_to = null where code ~ '^pas-'`.execute(tx.q)
      await sql`delete from services.category where code ~ '^pas-'`.execute(tx.q)
      return rows.map((row) => row.levels)
    })
    const [far, circle, near] = levels
    assert.ok(near?.includes('commune'), String(near))
    assert.deepEqual(far, near)
    assert.deepEqual([...new Set(circle)], ['metropolis'])
  })

  test('files leave what was changed on screen, and say so', async () => {
    const load = await parvis.db.write(system, (tx) => loadDefinitions(tx, 'definitions', parvis.house))
    assert.deepEqual(load.problems, [])
    assert.ok(
      load.left.some((sentence) => /compétences, tag-bron.* laissé/.test(sentence)),
      load.left.join(),
    )
    assert.equal((await rows(`category = 'tag' and commune = '69029'`)).length, 2)
  })

  test('why: the row that decides, the value that failed; a real request only for whoever may read it', async () => {
    const { body } = await metropolis.get(
      `${HERE}/pourquoi?sujet=tag&commune=69029&lieu=street&jour=2026-11-23`,
    )
    assert.match(said(body), /Services techniques, Ville de Bron/)
    assert.match(said(body), /La commune : elle est propre à .*, le lieu est à Bron/)
    const partial = await metropolis.get(`${HERE}/pourquoi?demande=&sujet=tag&commune=&lieu=&jour=2026-11-23`)
    assert.equal(partial.statusCode, 422)
    assert.match(partial.body, /id="commune-erreur"[^]*Choisissez une commune/)
    assert.doesNotMatch(partial.body, /id="sujet-erreur"/)
    assert.equal((await metropolis.get(`${HERE}/pourquoi?sujet=tag`)).statusCode, 200)
    const { personId } = await parvis.actor('habitante@parvis.example')
    const { ref } = await parvis.makeRequest({ commune: '69283', residentId: personId })
    const noted = async () =>
      (
        await parvis.db.read(system, (tx) =>
          sql`select from platform.access_entry where person_id = ${personId} and object = ${ref}`.execute(
            tx.q,
          ),
        )
      ).rows.length
    assert.match(
      said((await metropolis.get(`${HERE}/pourquoi?demande=${ref}`)).body),
      /n’est pas à votre portée/,
    )
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select p.id, u.id, 'manager', '2020-01-01' from accounts.person p, territory.unit u
        where p.email = 'admin@parvis.example' and u.name = 'Voirie Est'`.execute(tx.q),
    )
    assert.equal(await noted(), 0)
    const reader = await parvis.signedInAs('admin@parvis.example')
    assert.match(
      said((await reader.get(`${HERE}/pourquoi?demande=${ref}`)).body),
      /C’est ce qui a été décidé quand elle est arrivée/,
    )
    assert.equal(await noted(), 1)
  })
})
