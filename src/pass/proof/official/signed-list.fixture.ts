// Official lists that are really signed, for tests: written here by hand in canonical form, and signed by Node alone, so that what verifies
// them is judged by another writer than itself.
import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installOnDebian } from '#test/certificate.ts'

const OPENSSL = '/usr/bin/openssl'
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const FILTER = 'http://www.w3.org/2002/06/xmldsig-filter2'
const TSL = 'http://uri.etsi.org/02231/v2#'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'

export interface Signer {
  readonly key: KeyObject
  /** X.509, in base 64. */
  readonly certificate: string
}

/** Whoever signs lists, for 300 days from today. */
export function signerOf(name: string, kind: 'rsa:2048' | 'rsa:1024' | 'ec' = 'rsa:2048'): Signer {
  installOnDebian(OPENSSL, 'openssl')
  const folder = mkdtempSync(join(tmpdir(), 'signer-'))
  const key = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : [kind]
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'pem')]
  const said = ['-nodes', '-days', '300', '-subj', `/CN=${name}`]
  execFileSync(OPENSSL, ['req', '-x509', '-newkey', ...key, ...said, ...files], { stdio: 'pipe' })
  const made = {
    key: createPrivateKey(readFileSync(join(folder, 'key'))),
    certificate: readFileSync(join(folder, 'pem'), 'utf8').replace(/-----[^-]+-----|\s/g, ''),
  }
  rmSync(folder, { recursive: true })
  return made
}

export interface Listed {
  readonly id: string
  readonly name: string
  readonly certificate: string
  /** Last word of its status. */
  readonly status?: string
  readonly since?: string
}

export interface Said {
  readonly sequence: number
  readonly issued?: string
  /** '' : none is announced. */
  readonly next?: string
  readonly providers: readonly Listed[]
}

const named = (element: string, name: string): string =>
  `<tsl:${element}><tsl:Name xml:lang="en">In English</tsl:Name><tsl:Name xml:lang="fr">${name}</tsl:Name></tsl:${element}>`

const providerOf = ({
  id,
  name,
  certificate,
  status = 'inaccord',
  since = '2020-01-31T23:00:00Z',
}: Listed): string =>
  `\n\t\t<tsl:TrustServiceProvider><tsl:TSPInformation>${named('TSPName', name)}${named('TSPTradeName', id).replace('In English', id)}</tsl:TSPInformation><tsl:TSPServices><tsl:TSPService><tsl:ServiceInformation><tsl:ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/PKC</tsl:ServiceTypeIdentifier>${named('ServiceName', `${id} 2D-Doc`)}<tsl:ServiceDigitalIdentity><tsl:DigitalId><tsl:X509Certificate>\n\t\t\t${certificate}\n\t\t</tsl:X509Certificate></tsl:DigitalId></tsl:ServiceDigitalIdentity><tsl:ServiceStatus>http://uri.etsi.org/TrstSvc/Svcstatus/${status}</tsl:ServiceStatus><tsl:StatusStartingTime>${since}</tsl:StatusStartingTime></tsl:ServiceInformation></tsl:TSPService></tsl:TSPServices></tsl:TrustServiceProvider>`

/** What stands in the root, in canonical form. */
export function contentOf({
  sequence,
  issued = '2026-11-02T10:00:00Z',
  next = '2027-05-02T10:00:00Z',
  providers,
}: Said): string {
  const due =
    next === ''
      ? '<tsl:NextUpdate></tsl:NextUpdate>'
      : `<tsl:NextUpdate><tsl:dateTime>${next}</tsl:dateTime></tsl:NextUpdate>`
  return `\n\t<tsl:SchemeInformation><tsl:TSLVersionIdentifier>5</tsl:TSLVersionIdentifier><tsl:TSLSequenceNumber>${sequence}</tsl:TSLSequenceNumber>${named('SchemeOperatorName', 'Agence des listes')}<tsl:ListIssueDateTime>${issued}</tsl:ListIssueDateTime>${due}</tsl:SchemeInformation>\n\t<tsl:TrustServiceProviderList>${providers.map(providerOf).join('')}\n\t</tsl:TrustServiceProviderList>\n`
}

export interface How {
  readonly space?: string
  /** Algorithm of the digest, and that of the signature. */
  readonly digest?: { readonly uri: string; readonly hash: string }
  readonly method?: { readonly uri: string; readonly hash: string }
  readonly canonical?: string
  /** How the signature is left out: as most do, or as the official list does. */
  readonly leaves?: 'enveloped' | 'filter'
  readonly uri?: string
  readonly rootId?: string
}

export const SHA256 = { uri: 'http://www.w3.org/2001/04/xmlenc#sha256', hash: 'sha256' } as const
const RSA256 = { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', hash: 'sha256' } as const

const digestOf = (hash: string, text: string): string => createHash(hash).update(text).digest('base64')

/** The document, signed: its shape is that of the official list, properties of the signature included. */
export function signedList(content: string, { key, certificate }: Signer, how: How = {}): string {
  const {
    space = TSL,
    digest = SHA256,
    method = RSA256,
    canonical = EXCLUSIVE,
    leaves = 'filter',
    uri = '',
    rootId,
  } = how
  const id = rootId === undefined ? '' : ` Id="${rootId}"`
  // Exclusive forms declare what is used, where it is first used; inclusive ones, all that is in sight.
  const isExclusive = canonical.startsWith(EXCLUSIVE)
  const [ds, tsl, xades] = [`xmlns:ds="${DSIG}"`, `xmlns:tsl="${space}"`, `xmlns:xades="${XADES}"`]
  const spaces = `${ds} ${tsl} ${xades}`
  const whole = `<tsl:TrustServiceStatusList ${isExclusive ? tsl : spaces}${id} TSLTag="http://uri.etsi.org/02231/TSLTag">${content}</tsl:TrustServiceStatusList>`
  const propertiesIn = (declared: string) =>
    `<xades:SignedProperties${declared} Id="xades-id-1"><xades:SignedSignatureProperties><xades:SigningTime>2026-11-02T09:00:00Z</xades:SigningTime></xades:SignedSignatureProperties></xades:SignedProperties>`
  const out =
    leaves === 'enveloped'
      ? `<ds:Transform Algorithm="${DSIG}enveloped-signature"></ds:Transform>`
      : `<ds:Transform Algorithm="${FILTER}"><dsig-filter2:XPath xmlns:dsig-filter2="${FILTER}" Filter="subtract">/descendant::ds:Signature</dsig-filter2:XPath></ds:Transform>`
  const form = `<ds:Transform Algorithm="${canonical}"></ds:Transform>`
  const referenceTo = (attributes: string, transforms: string, value: string) =>
    `<ds:Reference ${attributes}><ds:Transforms>${transforms}</ds:Transforms><ds:DigestMethod Algorithm="${digest.uri}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`
  const infoIn = (declared: string) =>
    `<ds:SignedInfo${declared}><ds:CanonicalizationMethod Algorithm="${canonical}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${method.uri}"></ds:SignatureMethod>${referenceTo(`Id="r-1" URI="${uri}"`, out + form, digestOf(digest.hash, whole))}${referenceTo(
      'Type="http://uri.etsi.org/01903#SignedProperties" URI="#xades-id-1"',
      form,
      digestOf(digest.hash, propertiesIn(isExclusive ? ` ${xades}` : ` ${spaces}`)),
    )}</ds:SignedInfo>`
  const by = key.asymmetricKeyType === 'ec' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
  const value = sign(method.hash, Buffer.from(infoIn(isExclusive ? ` ${ds}` : ` ${spaces}`)), by).toString(
    'base64',
  )
  const signature = `<ds:Signature Id="id-1">${infoIn('')}<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties Target="#id-1">${propertiesIn('')}</xades:QualifyingProperties></ds:Object></ds:Signature>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<tsl:TrustServiceStatusList ${spaces}${id} TSLTag="http://uri.etsi.org/02231/TSLTag">${content}${signature}</tsl:TrustServiceStatusList>`
}
