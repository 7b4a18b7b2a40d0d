// Where the program acts as the system, which the second wall does not bind (decision 050): counted room by room, each with its reason.
// Whoever acts is themselves everywhere else. A use that goes is taken off here; one that comes says why.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

const SIGN_IN =
  'signing in: nobody is there yet, or what proves it (password, keys, codes, links) is nobody’s to read or write'
const ACCOUNT = 'an account’s own rows are written by the system alone, after who it is was proved again'
const JOB = 'a job, on nobody’s behalf'
const COMMAND = 'a command of the operator'

const USES: Readonly<Record<string, readonly [uses: number, why: string]>> = {
  src: [5, COMMAND],
  'src/joining': [
    1,
    'a commune that joins is nobody’s yet: made by an administrator of the metropolis, or by a command',
  ],
  'src/territory': [2, `${COMMAND}; ${JOB}: which host names lead here is nobody’s to say`],
  'src/demo': [21, 'tells the example territory, and shows its mails'],
  'src/demo/agents': [
    14,
    'asks who tells each content, and thanks each contributor, of the example territory, which they then do themselves; its first digests; its readings',
  ],
  'src/demo/partners': [1, 'a year of the pass of the example territory, which nobody lived'],
  'src/demo/intranet': [
    21,
    'asks who tells each offer, application, ad, tile, kiosk and correspondent, and gives each photograph, which they then do themselves; tells what invented answers say',
  ],
  'src/studio/review': [
    2,
    'reviews, and who is told of them, are nobody’s to write: whoever asks or answers was checked, and a trigger holds both',
  ],
  'src/steering/report': [1, 'a report made at once: what was counted is nobody’s to write'],
  'src/steering/count': [2, `${JOB}; counts are nobody’s to write, nor to read before they are told`],
  'src/publishing/tell': [1, JOB],
  'src/publishing/seats': [1, JOB],
  'src/publishing/links': [5, JOB],
  'src/publishing/syndication': [4, JOB],
  'src/live': [2, JOB],
  'src/lists/address': [3, JOB],
  'src/platform/house': [1, JOB],
  'src/platform/ledger': [3, 'the verification of chains'],
  'src/platform/limits': [3, `counts of tries, before anybody is known; ${JOB}`],
  'src/platform/http': [2, 'signing in or out turns a browser’s rows to the new visitor'],
  'src/platform/mail': [5, 'mails are the system’s, sent by jobs'],
  'src/people': [1, JOB],
  'src/people/sessions': [5, 'signing in, and looking as somebody: sessions are nobody’s to read or write'],
  'src/people/posts': [1, 'why a post opens nothing is told to whoever can read nothing by it'],
  'src/people/passage': [2, SIGN_IN],
  'src/people/profile': [1, ACCOUNT],
  'src/signin': [1, JOB],
  'src/signin/address': [5, ACCOUNT],
  'src/signin/door': [1, SIGN_IN],
  'src/signin/employer': [6, SIGN_IN],
  'src/signin/entry': [3, SIGN_IN],
  'src/signin/factors': [10, SIGN_IN],
  'src/signin/federation': [17, SIGN_IN],
  'src/signin/invitation': [4, SIGN_IN],
  'src/signin/lost': [
    11,
    'second factors are nobody’s to read: a team’s are forgotten by its chief after a day, and told',
  ],
  'src/signin/paper': [10, 'an account opened and proved at the desk, under the agent’s name'],
  'src/signin/passkeys': [10, SIGN_IN],
  'src/signin/password': [19, SIGN_IN],
  'src/signin/secret': [2, SIGN_IN],
  'src/signin/security': [4, ACCOUNT],
  'src/collaborators': [
    8,
    'a mandate is accepted by whoever holds the address; its pages name people who are no colleagues',
  ],
  'src/media': [3, JOB],
  'src/brochures': [2, JOB],
  'src/forums/tell': [
    3,
    'jobs, whose mails are read as each reader; a signed address ends the mails of somebody who is not signed in',
  ],
  'src/loans': [2, JOB],
  'src/vacancies': [1, JOB],
  'src/correspondents/tell': [2, JOB],
  'src/vacancies/recruit': [1, JOB],
  'src/vacancies/apply': [
    1,
    'a withdrawn application leaves nothing: its files, and what others were told of it',
  ],
  'src/pass/settlement': [1, JOB],
  'src/kiosk/pin': [
    5,
    'what opens kiosks to an agent is nobody’s to read or write: kept after who it is was proved again, or by whoever is in charge; a job',
  ],
  'src/kiosk/stand': [6, SIGN_IN],
  'src/pass/door': [
    3,
    'a door is a device: it is known by its key, and what it asks is judged before anything moves',
  ],
  'src/ads': [2, JOB],
  'src/surveys': [4, JOB],
  'src/brochures/catalogue': [
    1,
    'an order by a collaborator is the member’s whose seats are lent: her requests are nobody else’s to write',
  ],
  'src/requests/elected': [
    1,
    'what a collaborator asks for is the member’s whose seats are lent: their requests are nobody else’s to write',
  ],
  'src/pass/life': [1, JOB],
  'src/pass/holder': [
    3,
    'what a pass opens is nobody’s to write: judged under the holder’s sight, then kept; its codes, and who may act for whom, are nobody’s to read',
  ],
  'src/pass/authorization': [
    1,
    'a code for a wallet is nobody’s to write: judged under the holder’s sight, then kept',
  ],
  'src/pass/holder/phone': [
    2,
    'the key of a phone is nobody’s to read, not even its holder’s; what is given to it was asked by its holder, and signed by that key',
  ],
  'src/pass/credential': [
    9,
    'what a wallet brings is an offer, a token or a key, each kept as a digest and judged before anything moves; offers are made for whoever has the pass',
  ],
  'src/pass/presentation': [
    3,
    'a wallet is nobody: what it shows is believed by its key, for one door and once',
  ],
  'src/pass/holder/prove': [1, 'a child’s household is asked about in the identity of the parent who acts'],
  'src/pass/card': [
    6,
    'what is written on cards, names and addresses are nobody’s to read but in the file of a list, which is told to each: judged under the eyes of whoever makes them, or serves at a desk',
  ],
  'src/pass/desk/prove': [
    5,
    'what an agent saw or asked for of whoever is there is kept by the system, and told to them',
  ],
  'src/pass/desk': [
    20,
    'the pass of whoever is at a desk is theirs alone to read: found exactly, told to them, under the agent’s name',
  ],
  'src/mandates': [14, 'acting for somebody is a way in; its page names people who are no colleagues'],
  'src/identity': [2, JOB],
  'src/identity/authorize': [3, SIGN_IN],
  'src/identity/client': [4, COMMAND],
  'src/identity/consent': [
    3,
    'withdrawing a consent ends tokens, which are the engine’s; the verification of its journals',
  ],
  'src/identity/console': [2, 'a trial sign-in of a site, by a person made for it'],
  'src/identity/engine': [20, 'the engine of sign-ins at sites: codes, tokens, keys'],
  'src/identity/store': [5, 'the same'],
  'src/digest': [
    6,
    'jobs, whose content is read as each reader; a signed address ends mails of somebody who is not signed in',
  ],
  'src/replies': [
    2,
    'who answers by mail is looked for before anybody is known; what refuses them is told, in nobody’s name',
  ],
  'src/feeds': [
    2,
    'whose secret address is read is looked for before anybody is known; a job ends those whose holder has left a post',
  ],
  'src/agreements': [3, JOB],
  'src/competence': [1, JOB],
  'src/definitions': [
    4,
    'versions are the system’s to write and withdraw, in the name of whoever may draft; judged, while they write, as they will be then',
  ],
  'src/files': [
    11,
    'jobs; what is sent to be published is read before; the resident’s journal, of an agent who reads and writes nothing',
  ],
  'src/organisation/changes': [
    4,
    'what a reorganisation moves is nobody’s to read who administers: requests, posts; said by them under both walls, done in their name',
  ],
  'src/organisation/readings': [5, JOB],
  'src/dav': [1, JOB],
  'src/dav/passwords': [
    2,
    'whose password calls is looked for before anybody is known; what opens an account is told to its owner',
  ],
  'src/exchange/hooks': [6, JOB],
  'src/pass/own': [1, JOB],
  'src/pass/sandbox': [
    5,
    'invented holders are nobody’s: seen, shown and erased for whoever manages their partner, judged under their own sight',
  ],
  'src/exchange/keys': [1, 'whose key calls is looked for before anybody is known'],
  'src/provisioning/keys': [1, 'whose key calls is looked for before anybody is known'],
  'src/spaces/contents': [2, JOB],
  'src/spaces/tell': [
    3,
    'jobs, whose mails are read as each reader; a signed address ends the mails of somebody who is not signed in',
  ],
  'src/runs': [
    6,
    'a job, which becomes whoever asked for each step, or acts under their name where the kind says so',
  ],
  'src/privacy/data': [
    3,
    '« Mes données » holds what no policy shows: codes, tokens, mails; a report opens an incident',
  ],
  'src/privacy/erasure': [
    7,
    'an erasure crosses every module; its certificate is read by whoever holds its key',
  ],
  'src/privacy/incidents': [1, 'the answer to an incident is mailed, under the administrator’s name'],
  'src/privacy/retention': [4, JOB],
  'src/organisation/agents': [6, 'jobs; where an agent lands, for whoever sees as them'],
  'src/requests/act': [2, JOB],
  'src/requests/entrust': [8, JOB],
  'src/reversibility/erasing': [1, 'what is erased is nobody’s to read who administers: counted, of nobody'],
  'src/reversibility/leaving': [3, COMMAND],
  'src/reversibility/returning': [1, COMMAND],
  'src/requests/record': [
    1,
    'the resident’s journal, of whoever reads and writes nothing: who looks as an agent, who works there no more',
  ],
  'src/requests/later': [1, JOB],
  'src/requests/cosign': [5, JOB],
  'src/requests/relay': [
    6,
    'a town hall without the desk holds a link, which no key of the database proves: found by its digest, with its end and its one request, in each of these transactions; jobs',
  ],
  'src/requests/tell': [
    3,
    'jobs; the clocks of what a resident did, who keeps no promise, and what the authority answers',
  ],
}

/** A transaction opened as the system, or one statement of it. */
const OPENED = /\.(?:read|write)\(\s*(?:system\b|labelled\(|noter\()|(?<!function )\batOnce(?:<[^>]*>)?\(/g

test('the program acts as the system where it is said, and nowhere else', () => {
  const found: Record<string, number> = {}
  const elsewhere: string[] = []
  for (const path of globSync('src/**/*.ts', { cwd: root })) {
    if (/\.(?:test|fixture|generated)\.ts$/.test(path)) continue
    const text = readFileSync(join(root, path), 'utf8').replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    const uses = text.match(OPENED)?.length ?? 0
    if (uses > 0) found[dirname(path)] = (found[dirname(path)] ?? 0) + uses
    // Given to a function that opens by itself, it would escape the count.
    const named = text.replaceAll(OPENED, '').replaceAll(/^(?:import|export)[^;]*?from .*$/gms, '')
    if (path !== 'src/platform/actor.ts' && /(?<![.\w'"«])(?:system|labelled|noter)(?=[,)(])/.test(named))
      elsewhere.push(path)
  }
  assert.deepEqual(found, Object.fromEntries(Object.entries(USES).map(([room, [uses]]) => [room, uses])))
  assert.deepEqual(elsewhere, [])
})

test('no exchange of requests, forms, services, settings or their administration is the system’s', () => {
  const free = [
    'forms',
    'services',
    'settings',
    'workflows',
    'threads',
    'administration',
    'publishing',
    'register',
    'audiences',
  ]
  // A job is no exchange.
  for (const [room, [, why]] of Object.entries(USES))
    assert.ok(why === JOB || !free.includes(room.split('/')[1] ?? ''), room)
  // An exchange is what a handler does.
  for (const path of globSync('src/requests/**/*.{citizen,agent,api}.ts', { cwd: root }))
    assert.doesNotMatch(readFileSync(join(root, path), 'utf8'), /\bsystem\b|labelled\(/, path)
})
