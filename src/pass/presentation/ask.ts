// A door asks: a link that a wallet opens, a request signed by our keys, an answer that is believed once. As the system.
import { createHash, randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { todayThere } from '#territory'
import { WalletError } from '../credential/dialect.ts'
import { readShown, type Shown, thumbprintOf } from '../credential/sd-jwt.ts'
import { addresses, FORMAT } from '../credential/words.ts'
import { decideFor, heardBefore, type Told } from '../door/check.ts'
import { callingDevice, type Device } from '../door/device.ts'
import type { Shower, Unknown } from '../door/whose.ts'
import { namedKeys, signingKey } from '../issue/issuer.ts'
import { partnerName, productName } from '../issue/names.ts'
import { copyOf, noteShown } from '../record/copies.ts'
import { productsOn } from '../record/queries.ts'
import { toText } from '../token/bytes.ts'
import { answerAddress, askedAddress, clientOf, didOf, queryFor, WANTED } from './words.ts'

type Tools = Pick<Keys, 'config'> & { config: { publicUrl: string } }

/** Whoever is at the door opens their wallet. */
const SECONDS = 120

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** @returns what a wallet opens. @throws Conflict for a line that its chain cannot have, or that was decided */
export async function askFor(
  { config }: Tools,
  tx: Write,
  device: Device,
  { seq, cents }: { seq: number; cents: number | null },
): Promise<{ link: string; until: Date }> {
  if ((await heardBefore(tx, device, seq)) !== null)
    throw new Conflict('Cette ligne du journal de la porte est déjà décidée.')
  const secret = randomBytes(16).toString('base64url')
  const until = new Date(tx.now.getTime() + SECONDS * 1000)
  await sql`insert into pass.asking (device_id, seq, cents, hash, nonce, until)
    values (${device.id}, ${seq}, ${cents}, ${hashOf(secret)}, ${randomBytes(16).toString('base64url')}, ${until})
    on conflict (device_id, seq) do update set cents = excluded.cents, hash = excluded.hash, nonce = excluded.nonce, until = excluded.until`.execute(
    tx.q,
  )
  const values = new URLSearchParams({
    client_id: clientOf(config.publicUrl),
    request_uri: askedAddress(config.publicUrl, secret),
  })
  return { link: `openid4vp://?${values}`, until }
}

interface Asking {
  id: number
  deviceId: number
  seq: number
  cents: number | null
  nonce: string
  until: Date
}

/**
 * What waits for an answer, and the door that asked it, both held until the end of the transaction; undefined once it was answered, or is over.
 * The door first, as its own calls hold them: a wallet that answers and a door that asks no more do not wait for each other.
 */
async function waiting(tx: Write, secret: string): Promise<{ asking: Asking; device: Device } | undefined> {
  const { rows: known } = await sql<{ deviceId: number }>`select device_id as "deviceId" from pass.asking
    where hash = ${hashOf(secret)} and told is null and until > ${tx.now}`.execute(tx.q)
  if (known[0] === undefined) return undefined
  const device = await callingDevice(tx, { keyId: known[0].deviceId })
  const { rows } =
    await sql<Asking>`select id, device_id as "deviceId", seq::int, cents, nonce, until from pass.asking
    where hash = ${hashOf(secret)} and told is null and until > ${tx.now} for update`.execute(tx.q)
  return rows[0] && { asking: rows[0], device }
}

/** The request, signed (RFC 9101); null when nothing waits under that secret. */
export async function requestFor(tools: Tools, tx: Write, secret: string): Promise<string | null> {
  const { publicUrl } = tools.config
  const found = await waiting(tx, secret)
  if (found === undefined) return null
  const { asking, device } = found
  const { partnerId, sector } = device
  const products = (await productsOn(tx, await todayThere(tx)))
    .filter((one) => one.partnerId === partnerId && one.sector === sector)
    .map(({ id }) => productName(id))
  const { key, kid } = await signingKey(tools, tx)
  return new SignJWT({
    ...{ response_type: 'vp_token', response_mode: 'direct_post', client_id: clientOf(publicUrl) },
    ...{ response_uri: answerAddress(publicUrl), nonce: asking.nonce, state: secret },
    dcql_query: queryFor(publicUrl, { partner: partnerName(partnerId), sector, products }),
    client_metadata: {
      vp_formats_supported: {
        [FORMAT]: { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] },
      },
    },
  })
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'oauth-authz-req+jwt',
      kid: `${didOf(publicUrl)}#${toText(kid)}`,
    })
    .setAudience('https://self-issued.me/v2')
    .setIssuedAt(Math.floor(tx.now.getTime() / 1000))
    .setExpirationTime(Math.floor(asking.until.getTime() / 1000))
    .sign(key)
}

const refused = (): WalletError =>
  new WalletError('invalid_request', 'Cette réponse n’est pas celle qui est demandée, ou vient trop tard.')

/** The one copy that the answer shows. @throws WalletError */
function copyIn(answer: string): string {
  try {
    const { [WANTED]: shown } = JSON.parse(answer) as Record<string, unknown>
    const [one, ...more] = Array.isArray(shown) ? (shown as unknown[]) : [shown]
    if (typeof one === 'string' && more.length === 0) return one
  } catch {
    // No JSON: refused as the rest.
  }
  throw refused()
}

/** Whose copy it is: of this door’s partner and sector, alive, never shown. */
async function whoseCopy(tx: Write, device: Device, { claims, holder }: Shown): Promise<Shower | Unknown> {
  const shown = await thumbprintOf(holder)
  const unknown = (why: Unknown['why'], before: Date | null = null): Unknown => ({ why, shown, before })
  if (claims.partner !== partnerName(device.partnerId) || claims.sector !== device.sector)
    return unknown('elsewhere')
  const copy = await copyOf(tx, shown)
  if (copy === undefined) return unknown('stopped')
  if (copy.shownAt !== null) return unknown('shown', copy.shownAt)
  if (!copy.isLive) return unknown('stopped')
  return { passId: copy.passId, shown, paperUntil: null, only: copy.entitlementId }
}

/**
 * A wallet answers. What is not believed changes nothing: the door waits on. What is believed is decided as a code is, and told to the door.
 * @throws WalletError
 */
export async function takeAnswer(
  tools: Tools,
  tx: Write,
  { secret, answer }: { secret: string; answer: string },
): Promise<void> {
  const { publicUrl } = tools.config
  const found = await waiting(tx, secret)
  if (found === undefined) throw refused()
  const { asking, device } = found
  const at = addresses(publicUrl)
  const shown = await readShown(copyIn(answer), {
    ...{ keys: await namedKeys(tx), issuer: at.issuer, type: at.type },
    ...{ audience: clientOf(publicUrl), nonce: asking.nonce, now: tx.now },
  })
  if (shown === null || (await heardBefore(tx, device, asking.seq)) !== null) throw refused()
  const whose = await whoseCopy(tx, device, shown)
  const told = await decideFor(tx, device, asking, whose)
  if (told.result === 'ok') await noteCopyShown(tx, whose)
  await sql`update pass.asking set told = ${JSON.stringify(told)}::jsonb where id = ${asking.id}`.execute(
    tx.q,
  )
}

async function noteCopyShown(tx: Write, whose: Shower | Unknown): Promise<void> {
  const copy = 'why' in whose ? undefined : await copyOf(tx, whose.shown)
  if (copy !== undefined) await noteShown(tx, copy.id)
}

/** What that door was told; null while it waits, undefined when it asked nothing. */
export async function toldTo(
  tx: Read,
  device: Device,
  seq: number,
): Promise<{ told: Told | null; until: Date } | undefined> {
  const { rows } = await sql<{ told: Told | null; until: Date }>`select told, until from pass.asking
    where device_id = ${device.id} and seq = ${seq}`.execute(tx.q)
  return rows[0]
}

/** The door waits no more: whoever answers from now on is refused. @returns what it was told meanwhile; undefined when it asked nothing */
export async function endAsking(
  tx: Write,
  device: Device,
  seq: number,
): Promise<{ told: Told | null } | undefined> {
  const { rows } = await sql<{ id: number; told: Told | null }>`select id, told from pass.asking
    where device_id = ${device.id} and seq = ${seq} for update`.execute(tx.q)
  const [asking] = rows
  if (asking?.told === null) await sql`delete from pass.asking where id = ${asking.id}`.execute(tx.q)
  return asking && { told: asking.told }
}
