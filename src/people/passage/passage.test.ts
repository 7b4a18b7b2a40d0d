// One sign-in for every host: at the main one, and from there to the counter one came from, once, in the same browser.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { DEMO_PASSWORD } from '#demo'
import { seal } from '#platform/http/seal.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const MAIN = 'localhost'
const BRON = 'bron.localhost'
const CALUIRE = 'caluire.localhost'
const TERRITORIES = 'territoires.localhost'
const INTRANET = 'intranet.localhost'
const RESIDENT = 'habitante@parvis.example'
const DRAFT = '/demarches/signaler-un-nid-de-poule/demande'

/** A browser: cookies of each host apart, redirections and refreshes followed from host to host. */
interface Person {
  at(host: string): TestBrowser
  get(host: string, path: string): Promise<LightMyRequestResponse>
  post(host: string, path: string, values: Record<string, string>): Promise<LightMyRequestResponse>
  /** Follows until a page. @returns where it stands, and what it shows */
  follow(host: string, reply: LightMyRequestResponse): Promise<Standing>
  visit(host: string, path: string): Promise<Standing>
}

interface Standing {
  host: string
  path: string
  reply: LightMyRequestResponse
  /** Every address on the way. */
  way: string[]
}

const nextOf = ({ headers }: LightMyRequestResponse): string | null =>
  headers.location === undefined
    ? (/^0;url=(.+)$/.exec(String(headers.refresh ?? ''))?.[1] ?? null)
    : String(headers.location)

function personAt(parvis: TestApp): Person {
  const hosts = new Map<string, TestBrowser>()
  const at = (host: string) => {
    const known = hosts.get(host) ?? parvis.browser()
    hosts.set(host, known)
    return known
  }
  const person: Person = {
    at,
    get: (host, path) => at(host).get(path, { host }),
    post: (host, path, values) => at(host).post(path, values, { headers: { host } }),
    async follow(host, first) {
      let [here, path, reply] = [host, '', first]
      const way: string[] = []
      for (let to = nextOf(reply); to !== null && way.length < 12; to = nextOf(reply)) {
        const url = new URL(to, `http://${here}`)
        way.push(url.href)
        here = url.host
        path = url.pathname + url.search
        reply = await person.get(here, path)
      }
      return { host: here, path, reply, way }
    },
    async visit(host, path) {
      const standing = await person.follow(host, await person.get(host, path))
      return standing.way.length === 0 ? { ...standing, path } : standing
    },
  }
  return person
}

/** Gives address and password where the person stands. */
function signIn(person: Person, { host, path }: Standing, email = RESIDENT): Promise<Standing> {
  const suite = new URL(path, `http://${host}`).searchParams.get('suite') ?? ''
  return person
    .post(host, '/connexion', { email, password: DEMO_PASSWORD, suite })
    .then((reply) => person.follow(host, reply))
}

describe('one sign-in for every host', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({
      env: {
        PARVIS_URL: `http://${MAIN}`,
        PARVIS_TERRITORIES_HOST: TERRITORIES,
        PARVIS_INTRANET_HOST: INTRANET,
      },
    })
  })
  after(() => parvis.close())

  const isIn = async (person: Person, host: string) => (await person.get(host, '/compte')).statusCode === 200

  test('a counter signs in at the main host and comes back where one was; the next counter knows already', async () => {
    const person = personAt(parvis)
    const door = await person.visit(BRON, '/compte/profil')
    assert.deepEqual([door.host, door.reply.statusCode], [MAIN, 200])
    assert.match(door.reply.body, /Un seul compte pour tous les guichets/)
    const back = await signIn(person, door)
    assert.deepEqual([back.host, back.path, back.reply.statusCode], [BRON, '/compte/profil', 200])
    const [crossing = ''] = back.way
    assert.ok(crossing.startsWith(`http://${MAIN}/passage?de=`), crossing)
    assert.ok(await isIn(person, MAIN))
    const next = await person.visit(CALUIRE, '/compte')
    assert.deepEqual([next.host, next.path, next.reply.statusCode], [CALUIRE, '/compte', 200])
    const tokens = [MAIN, BRON, CALUIRE].map((host) => person.at(host).cookies.get('parvis_session'))
    assert.equal(new Set(tokens).size, 3, 'each host has a token of its own')
  })

  test('a counter asks for no password, passkey, paper or new account: these are the main host’s', async () => {
    for (const path of [
      '/connexion',
      '/connexion/papier',
      '/inscription',
      '/mot-de-passe-oublie',
      '/connexion/franceconnect',
    ]) {
      const { headers } = await personAt(parvis).get(BRON, path)
      assert.equal(new URL(String(headers.location)).origin, `http://${MAIN}`, path)
    }
    const person = personAt(parvis)
    const values = { email: RESIDENT, password: DEMO_PASSWORD }
    const posted = await person.post(BRON, '/connexion', values)
    assert.equal(new URL(String(posted.headers.location)).origin, `http://${MAIN}`)
    assert.equal(person.at(BRON).cookies.has('parvis_session'), false)
  })

  test('the name of the elected members leads to their pages, by the same sign-in', async () => {
    const person = personAt(parvis)
    const first = await person.get(TERRITORIES, '/')
    assert.deepEqual([first.statusCode, first.headers.location], [303, '/territoires'])
    const door = await person.visit(TERRITORIES, '/')
    assert.equal(door.host, MAIN)
    // Who has signed in at the main host, with both proofs, comes back with a session of that name.
    const mayor = await parvis.signedInAs('maire.bron@parvis.example')
    for (const [name, value] of mayor.cookies) person.at(MAIN).cookies.set(name, value)
    const home = await person.visit(TERRITORIES, '/')
    assert.deepEqual([home.host, home.path, home.reply.statusCode], [TERRITORIES, '/territoires', 200])
    assert.match(home.reply.body, /Bonjour/)
    // A name that nobody knows is no door: nothing passes there.
    assert.equal((await personAt(parvis).get('autre.localhost', '/')).statusCode, 200)
  })

  test('the name of the agents leads to theirs', async () => {
    const person = personAt(parvis)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    for (const [name, value] of agent.cookies) person.at(MAIN).cookies.set(name, value)
    const home = await person.visit(INTRANET, '/')
    assert.deepEqual([home.host, home.path, home.reply.statusCode], [INTRANET, '/intranet', 200])
  })

  test('signing out anywhere ends every host', async () => {
    for (const where of [BRON, MAIN]) {
      const person = personAt(parvis)
      await signIn(person, await person.visit(BRON, '/connexion'))
      await person.visit(CALUIRE, '/connexion')
      const stolen = new Map([BRON, CALUIRE, MAIN].map((host) => [host, new Map(person.at(host).cookies)]))
      await person.post(where, '/deconnexion', {})
      for (const [host, cookies] of stolen) {
        const thief = personAt(parvis)
        for (const [name, value] of cookies) thief.at(host).cookies.set(name, value)
        assert.equal(await isIn(thief, host), false, `${host}, signed out at ${where}`)
      }
    }
  })

  test('another device stays; closing the others closes their counters too, and spares one’s own', async () => {
    const [mine, other] = [personAt(parvis), personAt(parvis)]
    for (const person of [mine, other]) await signIn(person, await person.visit(BRON, '/connexion'))
    const { body } = await mine.get(MAIN, '/compte/securite')
    assert.equal(body.match(/Celui-ci/g)?.length, 1, 'the counter is not a device of its own')
    await mine.post(MAIN, '/compte/securite/appareils/fermeture', {})
    for (const host of [MAIN, BRON]) {
      assert.equal(await isIn(mine, host), true, host)
      assert.equal(await isIn(other, host), false, host)
    }
  })

  const issued = async (person: Person, de: string): Promise<URL> =>
    new URL(nextOf(await person.get(MAIN, de)) ?? 'none:')
  const departureOf = async (person: Person, host: string): Promise<string> => {
    const { headers } = await person.get(host, '/connexion?suite=/compte/profil')
    return new URL(String(headers.location)).searchParams.get('suite') ?? ''
  }
  const signedIn = async (): Promise<Person> => {
    const person = personAt(parvis)
    await signIn(person, await person.visit(MAIN, '/connexion'))
    return person
  }

  describe('attacks', () => {
    test('replay: a ticket serves once, and a minute', async () => {
      const person = await signedIn()
      const to = await issued(person, await departureOf(person, BRON))
      assert.equal((await person.get(BRON, to.pathname + to.search)).headers.location, '/compte/profil')
      const again = personAt(parvis)
      again.at(BRON).cookies.set('parvis_visitor', person.at(BRON).cookies.get('parvis_visitor') ?? '')
      assert.equal((await again.get(BRON, to.pathname + to.search)).statusCode, 410)
      const late = await issued(person, await departureOf(person, CALUIRE))
      parvis.advance({ minutes: 2 })
      assert.equal((await person.get(CALUIRE, late.pathname + late.search)).statusCode, 410)
    })

    test('twenty at once: one arrives', async () => {
      const person = await signedIn()
      const to = await issued(person, await departureOf(person, BRON))
      const visitor = person.at(BRON).cookies.get('parvis_visitor') ?? ''
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => {
          const twin = personAt(parvis)
          twin.at(BRON).cookies.set('parvis_visitor', visitor)
          return twin.get(BRON, to.pathname + to.search)
        }),
      )
      assert.equal(replies.filter(({ statusCode }) => statusCode === 303).length, 1)
    })

    test('login CSRF: a ticket of the attacker’s signs nobody else in', async () => {
      const attacker = await signedIn()
      const to = await issued(attacker, await departureOf(attacker, BRON))
      const victim = personAt(parvis)
      await victim.get(BRON, '/')
      assert.equal((await victim.get(BRON, to.pathname + to.search)).statusCode, 410)
      assert.equal(await isIn(victim, BRON), false)
      assert.equal((await attacker.get(BRON, to.pathname + to.search)).statusCode, 410, 'it is used up')
    })

    test('theft: a victim led through the attacker’s departure gives nothing to the attacker', async () => {
      const [attacker, victim] = [personAt(parvis), await signedIn()]
      const to = await issued(victim, await departureOf(attacker, BRON))
      const arrival = await victim.get(BRON, to.pathname + to.search)
      assert.equal(arrival.statusCode, 410)
      assert.equal((await attacker.get(BRON, to.pathname + to.search)).statusCode, 410)
    })

    test('fixation: a session planted at the counter ends, and the token is new', async () => {
      const planted = await signedIn()
      await planted.visit(BRON, '/connexion')
      const token = planted.at(BRON).cookies.get('parvis_session') ?? ''
      const victim = await signedIn()
      victim.at(BRON).cookies.set('parvis_session', token)
      await victim.visit(BRON, '/connexion')
      assert.notEqual(victim.at(BRON).cookies.get('parvis_session'), token)
      assert.equal(await isIn(planted, BRON), false)
      assert.equal(await isIn(planted, MAIN), true, 'the planted session alone')
    })

    test('a ticket is no session, and no session is a ticket', async () => {
      const person = await signedIn()
      const to = await issued(person, await departureOf(person, BRON))
      const thief = personAt(parvis)
      for (const host of [MAIN, BRON]) {
        thief.at(host).cookies.set('parvis_session', to.searchParams.get('billet') ?? '')
        assert.equal(await isIn(thief, host), false)
      }
      const session = person.at(MAIN).cookies.get('parvis_session') ?? ''
      assert.equal((await thief.get(BRON, `/passage/arrivee?billet=${session}`)).statusCode, 410)
    })

    test('open redirect: only sealed departures, to counters of the territory, at their port; only paths there', async () => {
      const person = await signedIn()
      const sealed = (departure: object) =>
        `/passage?de=${seal(parvis.config.secret, 'passage', Buffer.from(JSON.stringify(departure)).toString('base64url'))}`
      const visitor = 'x'.repeat(43)
      for (const origin of [
        'http://mal.example',
        'https://bron.localhost',
        'http://bron.localhost:8443',
        'http://bron.localhost.mal.example',
        'http://mal.example#bron.localhost',
        'http://bron.localhost/chemin',
        'javascript:alert(1)',
        `http://${MAIN}`,
      ])
        assert.equal(
          (await person.get(MAIN, sealed({ origin, next: null, visitor }))).statusCode,
          404,
          origin,
        )
      const real = await departureOf(person, BRON)
      const dot = real.lastIndexOf('.')
      const forged = Buffer.from(JSON.stringify({ origin: 'http://mal.example', next: null, visitor }))
      for (const de of [
        `/passage?de=${forged.toString('base64url')}${real.slice(dot)}`,
        `/passage?de=${real.slice('/passage?de='.length, dot)}`,
        '/passage',
        '/passage?de=.',
      ])
        assert.equal((await person.get(MAIN, de)).statusCode, 404, de)
      for (const next of ['//mal.example', 'https://mal.example/', '/\\mal.example', '/connexion']) {
        const to = await person.visit(BRON, `/connexion?suite=${encodeURIComponent(next)}`)
        assert.deepEqual([to.host, to.path], [BRON, '/compte'], next)
      }
    })

    test('a counter gives no tickets, and another counter takes none of them', async () => {
      const person = await signedIn()
      await person.visit(BRON, '/connexion')
      assert.equal((await person.get(BRON, await departureOf(person, CALUIRE))).statusCode, 404)
      const to = await issued(person, await departureOf(person, BRON))
      person.at(CALUIRE).cookies.set('parvis_visitor', person.at(BRON).cookies.get('parvis_visitor') ?? '')
      assert.equal((await person.get(CALUIRE, to.pathname + to.search)).statusCode, 410)
      assert.equal((await person.get(MAIN, to.pathname + to.search)).statusCode, 404)
    })

    test('half a sign-in crosses nothing: the second factor first', async () => {
      const person = personAt(parvis)
      const door = await person.visit(BRON, '/agents')
      const half = await signIn(person, door, 'agent.bron@parvis.example')
      assert.deepEqual([half.host, half.path.split('?')[0]], [MAIN, '/connexion/code'])
      const crossing = await person.follow(MAIN, await person.get(MAIN, await departureOf(person, BRON)))
      assert.equal(crossing.path.split('?')[0], '/connexion/code')
      assert.equal(await isIn(person, BRON), false)
    })
  })

  test('a recent proof is given at the main host, and counts at the counter from then on', async () => {
    const person = await signedIn()
    await person.visit(BRON, '/connexion')
    const before = person.at(BRON).cookies.get('parvis_session')
    parvis.advance({ minutes: 11 })
    const door = await person.visit(BRON, '/compte/confirmation?suite=/compte/profil')
    assert.deepEqual([door.host, door.path.split('?')[0]], [MAIN, '/compte/confirmation'])
    const suite = new URL(door.path, 'http://x').searchParams.get('suite') ?? ''
    const proved = await person.post(MAIN, '/compte/confirmation', { current: DEMO_PASSWORD, suite })
    const back = await person.follow(MAIN, proved)
    assert.deepEqual([back.host, back.path, back.reply.statusCode], [BRON, '/compte/profil', 200])
    assert.notEqual(person.at(BRON).cookies.get('parvis_session'), before)
  })

  test('a counter in use keeps the session of the main host alive', async () => {
    const person = await signedIn()
    await person.visit(BRON, '/connexion')
    for (let week = 0; week < 6; week++) {
      parvis.advance({ days: 14 })
      assert.equal(await isIn(person, BRON), true)
    }
    assert.equal(await isIn(person, MAIN), true)
  })

  test('a draft begun at a counter without an account survives the sign-in, goes on, and is then the person’s everywhere', async () => {
    const person = personAt(parvis)
    const begun = String((await person.get(BRON, DRAFT)).headers.location)
    const at = begun.slice(0, begun.lastIndexOf('/'))
    const place = {
      'place-adresse': '3 rue des Essarts',
      'place-commune': '69029',
      place_kind: 'street',
      lane: 'road',
    }
    await person.post(BRON, `${at}/place`, place)
    const back = await signIn(
      person,
      await person.visit(BRON, `/connexion?suite=${encodeURIComponent(`${at}/place`)}`),
    )
    assert.deepEqual([back.host, back.path], [BRON, `${at}/place`])
    assert.match(back.reply.body, /3 rue des Essarts/)
    await person.post(BRON, `${at}/place`, { ...place, 'place-adresse': '4 rue des Essarts' })
    const draft = at.split('/').at(-1) ?? 'none'
    assert.ok((await person.get(MAIN, '/brouillons')).body.includes(draft))
    assert.ok(
      (await (await signedIn()).get(MAIN, '/brouillons')).body.includes(draft),
      'on another device too',
    )
  })

  test('without cookies at the counter nobody goes round in circles', async () => {
    const person = await signedIn()
    const to = await issued(person, await departureOf(person, BRON))
    person.at(BRON).cookies.clear()
    const lost = await person.get(BRON, to.pathname + to.search)
    assert.equal(lost.statusCode, 410)
    assert.match(lost.body, /La connexion n’a pas abouti/)
    assert.match(lost.body, /href="\/connexion"/)
  })
})
