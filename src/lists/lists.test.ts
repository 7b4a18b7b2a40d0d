// Reference lists: tables read from spreadsheets with every fault and its line; addresses read by a job alone, through the guard, against a real
// server that is slow, down, huge, of another shape, or elsewhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { draft, publishFor } from '#definitions'
import { system } from '#platform/actor.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { anyText } from '#test/texts.ts'
import { LIBRARIES, type ListFault, type ListSimulator, startListSimulator } from '../../simulators/index.ts'
import { entriesIn } from './address/answer.ts'
import { allowedAt, listEnvironment } from './address/environment.ts'
import { pointed } from './address/pointer.ts'
import { READ_LISTS, readLists, readingJob } from './address/read.ts'
import { listSchema, MOST_ROWS, plainLabel, tableFaults } from './record/definition.ts'
import { meant, offer, suggested } from './record/find.ts'
import { REFERENCE } from './record/kind.ts'
import { offeredOf } from './record/offered.ts'
import { readings } from './record/queries.ts'
import type { Why } from './record/words.ts'
import { csvOfTable, tableIn } from './table/sheet.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('a table of a spreadsheet', () => {
  const faultsIn = (text: string) => {
    const read = tableIn(text)
    return 'faults' in read ? read.faults.map(({ line, sentence }) => `${line} ${plain(sentence)}`) : []
  }

  test('is read with its columns, whatever marks its cells', () => {
    const rows = [
      { value: 'a', label: 'École A', more: ['Bron'] },
      { value: 'b', label: 'École B' },
    ]
    for (const apart of [';', ',', '\t'])
      assert.deepEqual(
        tableIn(
          ['valeur', 'intitule', 'Commune'].join(apart) +
            `\r\na${apart}École A${apart}Bron\n\nb${apart}École B`,
        ),
        { columns: ['Commune'], rows },
      )
  })

  test('holds no mark that programs alone put in texts, nor what turns them around', () => {
    assert.deepEqual(tableIn('Valeur;Intitulé\na;\ufff9\u202eÉcole\ufffaar rtl\ufffb A'), {
      columns: [],
      rows: [{ value: 'a', label: 'Écolear rtl A' }],
    })
  })

  test('says every fault with its line, and gives nothing of it', () => {
    assert.deepEqual(faultsIn(''), ['1 rien n’est écrit.'])
    assert.match(
      faultsIn('Code;Nom\na;b').join(),
      /^1 les deux premières colonnes s’appellent « Valeur » et « Intitulé », et non « Code » et « Nom »/,
    )
    assert.deepEqual(faultsIn('Valeur;Intitulé'), ['1 aucune ligne ne suit les noms des colonnes.'])
    assert.deepEqual(
      faultsIn(
        `Valeur;Intitulé;Ville\n;Sans valeur\na;\na;Deux\nb;École A\nc;ecole a\nd;!!!\ne;${'x'.repeat(201)}\nf;F;Bron;trop`,
      ),
      [
        '2 la valeur manque.',
        '3 l’intitulé manque.',
        '4 la valeur « a » est déjà celle de la ligne 3.',
        '6 la ligne 5 se lit déjà « ecole a ».',
        '7 l’intitulé « !!! » n’a ni lettre ni chiffre.',
        '8 l’intitulé dépasse 200 caractères.',
        '9 cette ligne a 4 cases, et le tableau 3 colonnes.',
      ],
    )
    const full = Array.from({ length: MOST_ROWS }, (_, n) => `v${n};Ligne ${n}`).join('\n')
    assert.deepEqual(faultsIn(`Valeur;Intitulé\n${full}`), [])
    assert.match(faultsIn(`Valeur;Intitulé\n${full}\nx;y`).join(), /5000 lignes au plus : celle-ci en a 5001/)
  })

  test('taken away and imported again, says the same', () => {
    const cell = fc
      .constantFrom('=1+1', '-12', '@a', "'x", 'Écoles ; « Bron »', 'a"b', 'a,b', '12', 'É')
      .chain((odd) => fc.nat(99).map((n) => `${odd}${n}`))
    const table = fc.uniqueArray(fc.tuple(cell, cell), {
      minLength: 1,
      maxLength: 8,
      selector: ([one]) => one,
    })
    fc.assert(
      fc.property(table, fc.boolean(), (cells, isWide) => {
        const columns = isWide ? ['Commune'] : []
        const rows = cells.map(([value, label]) => ({ value, label, ...(isWide && { more: [label] }) }))
        if (tableFaults({ columns, rows }).length > 0) return
        assert.deepEqual(tableIn(csvOfTable({ columns, rows })), { columns, rows })
      }),
    )
  })

  test('holds no two rows that would not be told apart, and one origin alone', () => {
    const row = (value: string, label: string) => ({ value, label })
    assert.equal(tableFaults({ rows: [] }).length, 1)
    assert.equal(tableFaults({ rows: [row('a', 'A'), row('a', 'B')] }).length, 1)
    assert.equal(tableFaults({ rows: [row('a', 'École'), row('b', 'ECOLE')] }).length, 1)
    const list = { id: 'x', title: 'X', authority: '1' }
    assert.ok(!listSchema.safeParse(list).success)
    assert.ok(listSchema.safeParse({ ...list, rows: [] }).success)
    assert.ok(!listSchema.safeParse({ ...list, rows: [], address: { url: 'https://a.fr' } }).success)
  })
})

describe('what is meant in a list', () => {
  const entries = [
    { value: '1', label: 'Marché du centre, Bron' },
    { value: '2', label: 'Marché du centre, Givors' },
    { value: '3', label: 'Le centre' },
  ]
  const offered = offer({ id: 'm', title: 'M' }, entries)

  test('those that begin as what is typed come first; nothing typed finds nothing', () => {
    assert.deepEqual(
      suggested(offered, 'centre', 10).map(({ value }) => value),
      ['1', '2', '3'],
    )
    assert.deepEqual(
      suggested(offered, 'le cen', 10).map(({ value }) => value),
      ['3'],
    )
    assert.deepEqual(suggested(offered, ' ', 10), [])
    assert.equal(suggested(offered, 'centre', 2).length, 2)
  })

  test('a row is found by its whole label, whatever else holds its words', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyText(30), { selector: plainLabel, minLength: 1 }), (labels) => {
        const rows = labels
          .filter((label) => plainLabel(label) !== '')
          .map((label, n) => ({ value: `\u0000${n}`, label }))
        const list = offer({ id: 'a', title: 'A' }, rows)
        for (const entry of rows) assert.deepEqual(meant(list, entry.label), { entry })
      }),
    )
  })
})

describe('an answer in JSON', () => {
  const at = { rows: '/records', value: '/id', label: '/fields/nom' }
  const read = (value: unknown, where = at) => entriesIn(Buffer.from(JSON.stringify(value)), where)

  test('pointers lead where RFC 6901 says, and nowhere that JavaScript adds', () => {
    const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8 }
    assert.deepEqual(pointed(document, ''), document)
    assert.equal(pointed(document, '/foo/0'), 'bar')
    assert.equal(pointed(document, '/'), 0)
    assert.equal(pointed(document, '/a~1b'), 1)
    assert.equal(pointed(document, '/m~0n'), 8)
    for (const nowhere of ['/foo/00', '/foo/-', '/foo/length', '/constructor', '/__proto__', '/foo/0/length'])
      assert.equal(pointed(document, nowhere), undefined, nowhere)
  })

  test('is rows of one line each, all of them or none', () => {
    const row = (id: unknown, nom: unknown) => ({ id, fields: { nom } })
    assert.deepEqual(read({ records: [row(12, ' École\n A ')] }), {
      entries: [{ value: '12', label: 'École A' }],
    })
    assert.deepEqual(read(['a', 'b'], { rows: '', value: '', label: '' }), {
      entries: [
        { value: 'a', label: 'a' },
        { value: 'b', label: 'b' },
      ],
    })
    const why = (value: unknown) => (read(value) as { why: Why }).why
    assert.equal(why({ records: [row('a', 'A'), row('b', null)] }), 'shapeless')
    assert.equal(why({ records: { a: 1 } }), 'shapeless')
    assert.equal(why([]), 'shapeless')
    assert.equal(why({ records: [] }), 'empty')
    assert.equal(why({ records: [row('a', 'A'), row('a', 'B')] }), 'double')
    assert.equal(why({ records: Array.from({ length: MOST_ROWS + 1 }, (_, n) => row(n, `N ${n}`)) }), 'many')
    assert.deepEqual(entriesIn(Buffer.from([0xff, 0xfe]), at), { why: 'unreadable' })
  })
})

describe('which sites are read', () => {
  test('those that the operator named, whole; in clear and within the house where they wrote so', () => {
    const origins = ['https://data.exemple.fr', 'http://127.0.0.1:4004']
    assert.equal(allowedAt('https://data.exemple.fr/a?b=1', origins)?.isInside, false)
    assert.equal(allowedAt('http://127.0.0.1:4004/x', origins)?.isInside, true)
    for (const other of [
      ...['http://data.exemple.fr/a', 'https://data.exemple.fr:8443/', 'https://data.exemple.fr.mechant.fr/'],
      ...['https://moi:secret@data.exemple.fr/', 'file:///etc/passwd', 'rien', 'http://127.0.0.1/'],
    ])
      assert.equal(allowedAt(other, origins), null, other)
    const { PARVIS_LIST_ORIGINS: shape } = listEnvironment.variables
    assert.deepEqual(shape?.safeParse('https://A.fr, http://127.0.0.1:1').data, [
      'https://a.fr',
      'http://127.0.0.1:1',
    ])
    for (const wrong of ['a.fr', 'https://a.fr/chemin', 'ftp://a.fr'])
      assert.ok(shape?.safeParse(wrong).success === false, wrong)
  })
})

describe('a list read at an address', () => {
  let parvis: TestApp
  let site: ListSimulator
  const ID = 'mediatheques'
  before(async () => {
    site = await startListSimulator({ port: 0, slowSeconds: 5 })
    parvis = await createTestApp({ env: { PARVIS_LIST_ORIGINS: site.origin } })
    const admin = await parvis.actor('admin@parvis.example')
    const name = { kind: REFERENCE, id: ID }
    const address = {
      url: site.address,
      rows: '/records',
      value: '/id',
      label: '/fields/label',
      minutes: 60,
      days: 2,
    }
    const { edition } = await parvis.db.write(admin, (tx) =>
      draft(tx, name, { id: ID, title: 'Médiathèques', authority: '200046977', address }),
    )
    assert.ok('numbers' in (await publishFor(parvis.db, admin, parvis.house, name, edition)))
  })
  after(async () => {
    await site.stop()
    await parvis.close()
  })

  const reading = () => ({ fetch: guardedFetch, origins: [site.origin], timeoutMs: 300 })
  const read = () => readLists(parvis.db, reading())
  const known = async () => (await parvis.db.read(system, readings)).get(ID)
  const offered = () => parvis.db.read(system, (tx) => offeredOf(tx, ID))
  const minutesLeft = async () =>
    ((await known())?.nextAt.getTime() ?? 0) / 60_000 - parvis.now().getTime() / 60_000
  const failing = async (fault: ListFault, why: Why) => {
    parvis.advance({ hours: 7 })
    site.setFault(fault)
    await read()
    site.setFault(null)
    assert.equal((await known())?.why, why, fault)
  }

  test('proposes nothing before it is read; then all of it, and is not asked again before its time', async () => {
    assert.equal((await offered())?.entries.length, 0)
    assert.equal(site.asked(), 0, 'nobody who reads makes it asked')
    await read()
    const one = await offered()
    assert.deepEqual([one?.title, one?.entries.length, one?.age], ['Médiathèques', LIBRARIES.length, null])
    assert.deepEqual(one?.entries[0], { value: 'bron-les-lilas', label: 'Médiathèque des Lilas, Bron' })
    await read()
    await offered()
    assert.equal(site.asked(), 1)
    assert.equal(await minutesLeft(), 60)
    parvis.advance({ minutes: 61 })
    await read()
    assert.equal(site.asked(), 2)
  })

  test('two readings at once are one', async () => {
    parvis.advance({ minutes: 61 })
    const job = readingJob(reading())
    const before = site.asked()
    await Promise.all([job(parvis.db, {}), job(parvis.db, {})])
    assert.equal(site.asked(), before + 1)
    assert.equal(READ_LISTS in parvis.house.jobs(parvis.config), true)
  })

  test('down, gone: keeps what was read, and its age is said', async () => {
    await failing('down', 'error')
    const one = await offered()
    assert.equal(one?.entries.length, LIBRARIES.length)
    assert.match(plain(one?.age ?? ''), /2026 à \d+ h/)
    await failing('gone', 'gone')
  })
  test('slow: it is left after the time given', () => failing('slow', 'slow'))
  test('huge: it is cut', () => failing('huge', 'huge'))
  test('of another shape, or no JSON', async () => {
    await failing('other_shape', 'shapeless')
    await failing('not_json', 'unreadable')
    await failing('empty', 'empty')
    await failing('double', 'double')
  })
  test('redirects are not followed', () => failing('elsewhere', 'lost'))

  test('a site that fails is asked less and less often; once it answers, all is as before', async () => {
    parvis.advance({ hours: 7 })
    await read()
    assert.deepEqual([(await known())?.failures, await minutesLeft()], [0, 60])
    assert.equal((await offered())?.age, null)
    const pauses: number[] = []
    for (let n = 0; n < 7; n++) {
      parvis.advance({ minutes: pauses.at(-1) ?? 60 })
      site.setFault('down')
      await read()
      pauses.push(await minutesLeft())
    }
    site.setFault(null)
    assert.deepEqual(pauses, [10, 10, 30, 60, 180, 360, 360])
  })

  test('what went from it is still taken for seven days; what comes back is as before', async () => {
    site.give(LIBRARIES.slice(1))
    parvis.advance({ hours: 7 })
    await read()
    const gone = (await offered())?.former.get('bron-les-lilas')
    assert.equal(gone?.label, 'Médiathèque des Lilas, Bron')
    site.give(LIBRARIES)
    parvis.advance({ hours: 2 })
    await read()
    assert.equal((await offered())?.former.size, 0)
    site.give(LIBRARIES.slice(1))
    parvis.advance({ hours: 2 })
    await read()
    assert.equal((await offered())?.former.size, 1)
    parvis.advance({ days: 8 })
    await read()
    assert.equal((await offered())?.former.size, 0)
  })

  test('past its days without being read, nothing is proposed any more', async () => {
    parvis.advance({ days: 3 })
    site.setFault('down')
    await read()
    site.setFault(null)
    assert.equal((await offered())?.entries.length, 0)
    assert.equal((await known())?.why, 'error')
  })

  test('a site that the operator no longer names is not asked', async () => {
    parvis.advance({ days: 1 })
    const before = site.asked()
    await readLists(parvis.db, { ...reading(), origins: ['https://data.exemple.fr'] })
    assert.equal((await known())?.why, 'forbidden')
    assert.equal(site.asked(), before)
    // In the house, by a name of outside: the guard says no whatever the operator wrote.
    const inside = site.address.replace('http:', 'https:')
    await assert.rejects(guardedFetch(inside, { timeoutMs: 300, maxBytes: 10 }), { reason: 'address' })
  })
})
