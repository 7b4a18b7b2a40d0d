// One search over everything: French words however they are typed, by right alone, its words marked, what changes found as it is now.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, openWorker, type TestApp, type TestBrowser } from '#test/app.ts'

const MAYOR = 'maire.bron@parvis.example'
const AGENT = 'agent.bron@parvis.example'
const HERE = '/rechercher'

/** What is written, and what is typed for it. */
const PAIRS: readonly (readonly [written: string, typed: string])[] = [
  ['assemblée', 'assemblee'],
  ['écoles', 'ecole'],
  ['événements', 'evenement'],
  ['forêts', 'foret'],
  ['l’été', 'ete'],
  ['l’été', "l'été"],
  ['été', 'ETE'],
  ['délibération', 'deliberations'],
  ['Conseil', 'conseils'],
  ['vœux', 'voeu'],
  ['vœu', 'voeux'],
  ['élus', 'élue'],
  ['élue', 'elus'],
  ['travaux', 'travail'],
  ['travail', 'travaux'],
  ['budget', 'budgétaire'],
  ['budgétaire', 'budget'],
  ['arrêté', 'arretes'],
  ['délégués', 'deleguee'],
  ['procès-verbal', 'PV'],
  ['PV', 'proces-verbal'],
  ['conseil municipal', 'CM'],
  ['PLU-H', 'pluh'],
  ['ordre du jour', 'ODJ'],
  ['à même la chaussée', 'chaussee'],
  ['rues', 'rue'],
  ['mairie', 'mairies'],
  ['dématérialisation', 'dematerialisations'],
  ['intercommunalité', 'intercommunalite'],
]

const words = (body: string): string =>
  body
    .replace(/^.*<main/s, '')
    .replaceAll(/<(?!\/?mark)[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('one search over everything', () => {
  let parvis: TestApp
  let mayor: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    mayor = await parvis.signedInAs(MAYOR)
  })
  after(() => parvis.close())

  /** Said by Bron to that audience. @returns its id */
  async function say(title: string, { text = 'Un texte.', rule = 'all', endsAt = null as Date | null } = {}) {
    return parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{ id: number }>`
        with bron as (select id from territory.authority where code = '69029'),
        named as (insert into audiences.audience (authority_id, name, rule)
          select id, ${title}, jsonb_build_object('who', jsonb_build_array(replace(${rule}, 'BRON', id::text)), 'also', '[]'::jsonb, 'except', '[]'::jsonb,
            'from', null, 'until', null) from bron where ${rule} <> 'all' returning id)
        insert into publishing.notice (authority_id, theme, title, text, published_at, ends_at, audience_id)
        select id, 'Essai', ${title}, ${text}, ${tx.now}, ${endsAt}, coalesce((select id from named), 1) from bron returning id`.execute(
        tx.q,
      )
      return rows[0]?.id ?? 0
    })
  }
  const look = async (browser: TestBrowser, q: string, more = '') =>
    words((await browser.get(`${HERE}?q=${encodeURIComponent(q)}${more}`)).body)

  test('finds what is written by what is typed: accents, capitals, apostrophes, plurals, what says the same', async () => {
    const { rows } = await parvis.db.read(system, async (tx) =>
      sql<{ written: string; typed: string }>`
        select written, typed from unnest(${PAIRS.map(([written]) => written)}::text[], ${PAIRS.map(([, typed]) => typed)}::text[]) pair (written, typed)
        where not platform.fr_vector('Voici ' || written || ', ici') @@ search.query(typed)`.execute(tx.q),
    )
    assert.deepEqual(rows, [])
  })

  test('shows each what they may read, counts nothing else, and marks its words', async () => {
    await say('Le quai du Colvert pour tous', {
      text: '<script>alert(1)</script> Deux & trois : le colvert est revenu.',
    })
    await say('Le colvert des élus', { rule: 'elected:BRON' })
    await say('Le colvert des agents', { rule: 'workplace:BRON' })
    const hers = await look(mayor, 'colverts')
    assert.match(hers, /2 résultats/)
    assert.match(hers, /Le quai du <mark>Colvert<\/mark> pour tous/)
    assert.match(hers, /Le <mark>colvert<\/mark> des élus/)
    assert.match(hers, /Deux &amp; trois : le <mark>colvert<\/mark> est revenu/)
    assert.doesNotMatch(hers, /<script/)
    assert.doesNotMatch(hers, /des agents/)
    const theirs = await look(await parvis.signedInAs(AGENT), 'colvert')
    assert.match(theirs, /des agents/)
    assert.doesNotMatch(theirs, /des élus/)
    assert.match(theirs, /Informations \(2\)/)
  })

  test('finds a thing as it is now: said again, for others, over, or gone', async () => {
    const id = await say('La passerelle du Héron')
    const change = (set: string) =>
      parvis.db.write(system, (tx) =>
        sql`update publishing.notice set ${sql.raw(set)} where id = ${id}`.execute(tx.q),
      )
    assert.match(await look(mayor, 'heron'), /<mark>Héron/)
    await change(`title = 'La passerelle de la Grèbe'`)
    assert.match(await look(mayor, 'heron'), /Rien ne correspond/)
    assert.match(await look(mayor, 'grebe'), /<mark>Grèbe/)
    await change(`audience_id = (select id from audiences.audience where name = 'Le colvert des agents')`)
    assert.match(await look(mayor, 'grebe'), /Rien ne correspond/)
    await change(`audience_id = 1, ends_at = now() - interval '1 year'`)
    assert.match(await look(mayor, 'grebe'), /Rien ne correspond/)
    await parvis.db.write(system, (tx) => sql`delete from publishing.notice where id = ${id}`.execute(tx.q))
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        left: number
      }>`select count(*)::int as left from search.entry where kind = 'notice' and subject_id = ${id}`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(rows, [{ left: 0 }])
  })

  test('finds contents by what their rich texts say, where they are read', async () => {
    await parvis.db.write(system, async (tx) => {
      await sql`with made as (insert into publishing.content (authority_id, unit_id, type, changed_at)
          select u.authority_id, u.id, 'article', ${tx.now} from territory.unit u join territory.authority a on a.id = u.authority_id and a.code = '69029'
          order by u.id limit 1 returning id, authority_id, unit_id),
        said as (insert into publishing.edition (content_id, n, type_version, title, summary, theme, about, fields, written_at)
          select id, 1, 1, 'Les berges', 'Un résumé.', 'Cadre de vie', '{}', ${JSON.stringify({
            text: {
              type: 'doc',
              content: [
                { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Oiseaux' }] },
                {
                  type: 'paragraph',
                  content: [
                    { type: 'text', text: 'La sar', marks: [{ type: 'bold' }] },
                    { type: 'text', text: 'celle niche.' },
                  ],
                },
              ],
            },
            day: '2027-03-05',
            address: 'https://exemple.fr/sarcelle',
          })}::jsonb, ${tx.now} from made returning content_id)
        select 1 from said`.execute(tx.q)
    })
    await parvis.db.write(system, (tx) =>
      sql`insert into publishing.publication (content_id, edition, authority_id, unit_id, type, type_version, title, summary, theme, about, fields,
          audience_id, starts_at, dated_at, is_silent, is_announced, reviewed_at, review_on)
        select c.id, 1, c.authority_id, c.unit_id, c.type, 1, e.title, e.summary, e.theme, e.about, e.fields, 1, ${tx.now}, ${tx.now}, true, false,
          ${tx.now}, ${tx.now}::date + 300
        from publishing.content c join publishing.edition e on e.content_id = c.id where e.title = 'Les berges'`.execute(
        tx.q,
      ),
    )
    const reply = await mayor.get(`${HERE}?q=sarcelles`)
    assert.match(words(reply.body), /Article, Ville de Bron[^]*Oiseaux\. La <mark>sarcelle<\/mark> niche/)
    assert.doesNotMatch(reply.body, /2027-03-05|exemple\.fr/, 'nothing that its type does not read in words')
    const at = /href="(\/contenus\/\d+\/les-berges)"/.exec(reply.body)?.[1] ?? assert.fail('no way to it')
    assert.doesNotMatch(await look(mayor, 'paragraph'), /Les berges/)
    assert.match(at, /les-berges$/)
  })

  test('when nothing is found, the nearest words of what one may read are offered', async () => {
    await say('La sitelle des élus', { rule: 'elected:BRON' })
    const near = (browser: TestBrowser, q: string) => look(browser, q)
    assert.match(await near(mayor, 'sitlle'), /Vouliez-vous dire sitelle/)
    assert.match(await near(mayor, 'sitlle texte'), /Vouliez-vous dire sitelle texte/)
    assert.doesNotMatch(await near(await parvis.signedInAs(AGENT), 'sitlle'), /sitelle/)
    assert.doesNotMatch(await near(mayor, 'zzzzzz'), /Vouliez-vous/)
  })

  test('by SQL, a row of the index is read by those for whom it is, and written by nobody', async () => {
    const titles = async (email: string) => {
      const { rows } = await parvis.db.read(await parvis.actor(email), (tx) =>
        sql<{
          title: string
        }>`select title from search.entry where title like 'Le colvert%' order by 1`.execute(tx.q),
      )
      return rows.map(({ title }) => title)
    }
    assert.deepEqual(await titles(MAYOR), ['Le colvert des élus'])
    assert.deepEqual(await titles('agent.mions@parvis.example'), [])
    const agent = await parvis.actor('admin@parvis.example')
    await assert.rejects(
      parvis.db.write(agent, (tx) => sql`delete from search.entry`.execute(tx.q)),
      /permission denied/,
    )
  })

  test('what is recent is asked of few audiences and of many by keys that the index has', async () => {
    const owner = openWorker(parvis.ownerUrl)
    const asked = `select search.keys(7, '2026-11-03') @@ search.recent(
      array(select '=a' || (6 + g) from generate_series(1, $1::integer) g), requests.period_keys('2026-11-29', $2, 3), $2) as holds`
    try {
      for (const audiences of [1, 20, 120])
        for (const kind of ['month', 'year']) {
          const { rows } = await owner.query<{ holds: boolean }>(asked, [audiences, kind])
          assert.equal(rows[0]?.holds, true, `${audiences} audiences, by ${kind}`)
        }
    } finally {
      await owner.end()
    }
  })

  test('is limited to a kind and to an authority; what is asked is kept; nothing odd breaks it', async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from territory.authority where code = '69283'`.execute(tx.q),
    )
    assert.match(await look(mayor, 'colvert', '&quoi=notice'), /2 résultats/)
    assert.match(await look(mayor, 'colvert', `&qui=${rows[0]?.id}`), /Rien ne correspond/)
    const more = ['', '&page=99999', '&page=-1', '&qui=99999999999', '&quoi=constructor']
    const odd = [
      '',
      '   ',
      '"',
      "l'",
      '-',
      '& | !',
      'le la les',
      ':*',
      'é'.repeat(5000),
      '\u0001x\u0002',
      '%00',
    ]
    for (const [at, q] of odd.entries())
      assert.equal(
        (await mayor.get(`${HERE}?q=${encodeURIComponent(q)}${more[at % more.length]}`)).statusCode,
        200,
        q,
      )
  })

  test('finds at hand services, who is elected wherever it is, and the requests of one’s desk', async () => {
    assert.match(await look(mayor, 'nid de poule'), /Démarches [^]*Signaler un nid-de-poule/i)
    // What is for elected members alone is found by them, by what people call it, and by nobody else.
    for (const [who, finds] of [
      [mayor, assert.match],
      [await parvis.signedInAs(AGENT), assert.doesNotMatch],
    ] as const)
      finds(await look(who, 'durée de conservation'), /Demander un conseil aux archives/)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        name: string
      }>`select m.name from bodies.member m join bodies.seat s on s.member_id = m.id where s.post = 'deputy'
        and m.authority_id = (select id from territory.authority where code = '69029') order by m.id limit 1`.execute(
        tx.q,
      ),
    )
    const name = rows[0]?.name ?? assert.fail('no deputy')
    assert.match(
      await look(mayor, name),
      new RegExp(`Élus ${name} [^.]*, Ville de Bron\\. Conseil municipal de Bron`),
    )
    const { ref } = await parvis.makeRequest({
      commune: '69029',
      service: 'eclairage-public-en-panne',
      description: 'Un ragondin',
    })
    const { rows: elsewhere } = await parvis.db.read(system, (tx) =>
      sql<{
        name: string
      }>`select m.name from bodies.member m join bodies.seat s on s.member_id = m.id join bodies.term t on t.id = s.term_id
        where s.post = 'mayor' and m.authority_id = (select id from territory.authority where code = '69266')`.execute(
        tx.q,
      ),
    )
    const far = elsewhere[0]?.name ?? assert.fail('no mayor of Villeurbanne')
    assert.match(await look(mayor, far), new RegExp(`Élus ${far} Maire, Ville de Villeurbanne\\.`))
    assert.match(await look(mayor, 'maire villeurbanne'), new RegExp(`Élus [^]*${far} Maire, `))
    const page = await mayor.get(`${HERE}?q=${encodeURIComponent(far)}`)
    const way = /href="(\/territoires\/annuaire\?q=[^"]+|\/territoires\/instances\/\d+)"/.exec(page.body)?.[1]
    assert.ok((await mayor.get(way ?? assert.fail('no way to them'))).body.includes(far))
    const agent = await parvis.signedInAs(AGENT)
    assert.match(await look(agent, 'ragondin'), new RegExp(`Demandes [^]*Demande ${ref}`))
    assert.doesNotMatch(await look(agent, name), /Élus/)
    assert.doesNotMatch(await look(mayor, 'ragondin'), new RegExp(ref))
    assert.equal((await (await parvis.signedInAs('habitante@parvis.example')).get(HERE)).statusCode, 404)
  })
})
