// A link that puts a card in Google Wallet: a JWT signed by the account of service that Google gave (« savetowallet »), which bears all of it.
// Nobody but the holder’s browser opens it. The square stands still: the one that turns there is a TOTP (SHA-1), which a door without the server
// cannot judge, and which would need a key of ours at Google.
import { readFile } from 'node:fs/promises'
import { importPKCS8, SignJWT } from 'jose'
import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import { BACK, type ShownCard } from './shown.ts'

type Google = NonNullable<Config['googleWallet']>

const ACCOUNT = z.object({ client_email: z.email(), private_key: z.string().min(100) })
const SAVE = 'https://pay.google.com/gp/v/save/'

const said = (value: string) => ({ defaultValue: { language: 'fr', value } })

/** @param origin of the site, where the link stands */
export async function googleLink(
  { file, issuer }: Google,
  card: ShownCard,
  { origin, now }: { origin: string; now: Date },
): Promise<string> {
  const account = ACCOUNT.parse(JSON.parse(await readFile(file, 'utf8')))
  const key = await importPKCS8(account.private_key, 'RS256')
  const object = {
    ...{
      id: `${issuer}.${card.serial}`,
      classId: `${issuer}.pass`,
      state: 'ACTIVE',
      genericType: 'GENERIC_OTHER',
    },
    ...{ cardTitle: said(card.issuer), subheader: said(card.sector), header: said(card.partner) },
    hexBackgroundColor: '#07343f',
    barcode: { type: 'QR_CODE', value: card.square },
    validTimeInterval: { end: { date: card.until.toISOString() } },
    textModulesData: [
      ...card.rights.map((body, at) => ({ id: `right${at}`, header: 'Droit', body })),
      { id: 'back', header: card.issuer, body: BACK },
    ],
  }
  const jwt = await new SignJWT({
    typ: 'savetowallet',
    origins: [origin],
    payload: { genericClasses: [{ id: `${issuer}.pass` }], genericObjects: [object] },
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(account.client_email)
    .setAudience('google')
    .setIssuedAt(now)
    .sign(key)
  return SAVE + jwt
}
