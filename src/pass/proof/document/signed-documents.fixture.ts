// Documents that are really signed, for the tests of 2D-Docs: authorities, certificates and keys made by OpenSSL, signatures by Node.
import { execFileSync } from 'node:child_process'
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installOnDebian } from '#test/certificate.ts'
import { ALPHABET } from './base32.ts'
import type { TrustList } from './trust-list.ts'

const OPENSSL = '/usr/bin/openssl'
const CURVES = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const
type Curve = keyof typeof CURVES

export interface Signing {
  readonly authority: string
  readonly certificate: string
  readonly key: KeyObject
  readonly hash: string
}

export interface Party extends Signing {
  /** X.509, in base 64. */
  readonly own: string
  readonly above: string
}

/** An authority, and somebody to whom it gave a certificate; valid from today, for ten years and for one. */
export function party(authority: string, certificate: string, curve: Curve = 'P-256'): Party {
  installOnDebian(OPENSSL, 'openssl')
  const folder = mkdtempSync(join(tmpdir(), 'trust-'))
  const made = (name: string, days: number, more: readonly string[]) => {
    const said = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:${curve} -nodes -days ${days} -subj /CN=${name} -keyout ${folder}/${name}.key -out ${folder}/${name}.pem`
    execFileSync(OPENSSL, [...said.split(' '), ...more], { stdio: 'pipe' })
    return readFileSync(join(folder, `${name}.pem`), 'utf8').replace(/-----[^-]+-----|\s/g, '')
  }
  const above = made(authority, 3650, [])
  const own = made(certificate, 365, [
    '-CA',
    `${folder}/${authority}.pem`,
    '-CAkey',
    `${folder}/${authority}.key`,
  ])
  const key = createPrivateKey(readFileSync(join(folder, `${certificate}.key`)))
  rmSync(folder, { recursive: true })
  return { authority, certificate, key, hash: CURVES[curve], own, above }
}

export const trusting = (...parties: readonly Party[]): TrustList => ({
  id: 'liste',
  title: 'Liste de confiance',
  source: 'Écrite pour un essai.',
  readOn: '2026-01-01',
  authorities: parties.map(({ authority, certificate, own, above }) => ({
    ...{ id: authority, name: authority, certificate: above },
    certificates: [{ id: certificate, certificate: own }],
  })),
})

interface Said {
  readonly type: string
  /** `YYYY-MM-DD`; null: undated. */
  readonly signedOn: string | null
  readonly issuedOn?: string | null
  readonly country?: string
  readonly version?: string
  readonly fields: string
}

const hexDay = (day: string | null): string =>
  day === null
    ? 'FFFF'
    : Math.round((Date.parse(day) - Date.UTC(2000, 0, 1)) / 86_400_000)
        .toString(16)
        .toUpperCase()
        .padStart(4, '0')

/** The text of its code. */
export function documentOf({ authority, certificate, key, hash }: Signing, said: Said): string {
  const { type, signedOn, issuedOn = signedOn, country = 'FR', version = '04', fields } = said
  const text = `DC${version}${authority}${certificate}${hexDay(issuedOn)}${hexDay(signedOn)}${type}01${country}${fields}`
  return `${text}\u001f${toBase32(sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }))}`
}

/** Fields, each ended by a mark. */
export const fieldsOf = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([id, value]) => `${id}${value}${FIXED.has(id) ? '' : '\u001d'}`)
    .join('')
const FIXED = new Set(['24', '26', '40', '44', '45', '47', '49', '4A'])

export function toBase32(bytes: Uint8Array): string {
  let [held, bits, text] = [0, 0, '']
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0x1fff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
    }
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31]
}
