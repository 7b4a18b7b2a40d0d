// The signature of an official list (XML-DSig, enveloped; ETSI EN 319 132 adds the properties that it signs of itself). One shape is taken,
// every other refused; what is read afterwards is the octets that were signed, and never the document that brought them.
import { createHash, createVerify, type KeyObject, X509Certificate } from 'node:crypto'
import {
  type CanonicalizationOrTransformationAlgorithm,
  C14nCanonicalization,
  ExclusiveCanonicalization,
  type HashAlgorithm,
  type SignatureAlgorithm,
  SignedXml,
} from 'xml-crypto'
import { ListRefused } from './refused.ts'
import { allOf, childrenOf, elementsIn, hasComment, rootOf, textOf } from './xml.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const ENVELOPED = `${DSIG}enveloped-signature`
/** XPath filter 2.0: what the official list uses to leave its own signature out. */
const FILTER = 'http://www.w3.org/2002/06/xmldsig-filter2'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties'

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const ENC = 'http://www.w3.org/2001/04/xmlenc#'

const DIGESTS: Readonly<Record<string, string>> = {
  [`${ENC}sha256`]: 'sha256',
  [`${MORE}sha384`]: 'sha384',
  [`${ENC}sha512`]: 'sha512',
}

const SIGNATURES: Readonly<Record<string, { type: 'rsa' | 'ec'; hash: string }>> = Object.fromEntries(
  ['sha256', 'sha384', 'sha512'].flatMap((hash) => [
    [`${MORE}rsa-${hash}`, { type: 'rsa', hash }],
    [`${MORE}ecdsa-${hash}`, { type: 'ec', hash }],
  ]),
)

const one = (elements: readonly Element[]): Element => {
  const [first, second] = elements
  if (first === undefined || second !== undefined) throw new ListRefused('unsigned')
  return first
}

const of = (parent: Element, name: string): Element[] => childrenOf(parent, { space: DSIG, name })
const algorithmOf = (element: Element): string => element.getAttribute('Algorithm') ?? ''

/**
 * What was signed of that list, as the octets that were: its root without its signature.
 * @param signer the certificate that was pinned, in base 64; whatever the list says of its own is not read
 * @throws ListRefused
 */
export function signedIn(text: string, signer: string, now: Date): string {
  const certificate = new X509Certificate(Buffer.from(signer, 'base64'))
  if (now < certificate.validFromDate || now > certificate.validToDate) throw new ListRefused('signer')
  const root = rootOf(text)
  const signature = one(of(root, 'Signature'))
  const at = placeOfWhole(root, signature)
  const verifier = verifierWith(certificate.publicKey)
  try {
    verifier.loadSignature(signature)
    if (!verifier.checkSignature(text)) throw new ListRefused('signature')
  } catch {
    throw new ListRefused('signature')
  }
  const signed = verifier.getSignedReferences()[at]
  if (signed === undefined) throw new ListRefused('signature')
  return signed
}

/** Which of its references is that of the whole list. @throws ListRefused for any other shape */
function placeOfWhole(root: Element, signature: Element): number {
  // Elsewhere in the document, another could be taken for it, or signed in place of it.
  for (const name of [
    'Signature',
    'SignedInfo',
    'SignatureValue',
    'SignatureMethod',
    'CanonicalizationMethod',
  ])
    one(allOf(root, { space: DSIG, name }))
  if (hasComment(signature)) throw new ListRefused('unsigned')
  const info = one(of(signature, 'SignedInfo'))
  one(of(signature, 'SignatureValue'))
  const [canonical, method] = [one(of(info, 'CanonicalizationMethod')), one(of(info, 'SignatureMethod'))]
  if (!(isCanonical(algorithmOf(canonical)) && Object.hasOwn(SIGNATURES, algorithmOf(method))))
    throw new ListRefused('algorithm')
  const references = of(info, 'Reference')
  if (elementsIn(info).length !== references.length + 2 || references.length > 2)
    throw new ListRefused('unsigned')
  for (const reference of references)
    if (!Object.hasOwn(DIGESTS, algorithmOf(one(of(reference, 'DigestMethod')))))
      throw new ListRefused('algorithm')
  const isWhole = (reference: Element): boolean => {
    const uri = reference.getAttribute('URI')
    const isRoot =
      uri === '' || (uri !== null && uri.startsWith('#') && uri.slice(1) === root.getAttribute('Id'))
    return isRoot && reference.hasAttribute('URI') && leavesItselfOut(reference)
  }
  const at = references.findIndex(isWhole)
  if (at < 0 || !references.every((reference, n) => n === at || isOfItself(reference, signature)))
    throw new ListRefused('unsigned')
  return at
}

const isCanonical = (algorithm: string): boolean => algorithm === EXCLUSIVE || algorithm === INCLUSIVE

const transformsOf = (reference: Element): Element[] =>
  of(reference, 'Transforms').flatMap((transforms) => elementsIn(transforms))

/** The signature, and it alone, is left out of what is signed. */
function leavesItselfOut(reference: Element): boolean {
  const [first, second, ...more] = transformsOf(reference)
  if (first === undefined || more.length > 0) return false
  if (second !== undefined && !isCanonical(algorithmOf(second))) return false
  return algorithmOf(first) === ENVELOPED ? elementsIn(first).length === 0 : isSubtracted(first)
}

/** The filter that takes every signature away: there is one. */
function isSubtracted(transform: Element): boolean {
  const [filter, ...more] = elementsIn(transform)
  if (algorithmOf(transform) !== FILTER || filter === undefined || more.length > 0) return false
  const prefix = /^\/descendant::([A-Za-z][\w-]*):Signature$/.exec(textOf(filter) ?? '')?.[1]
  return (
    filter.namespaceURI === FILTER &&
    filter.localName === 'XPath' &&
    filter.getAttribute('Filter') === 'subtract' &&
    prefix !== undefined &&
    filter.lookupNamespaceURI(prefix) === DSIG
  )
}

/** What a signature signs of itself: when, by which certificate. Nothing of it is read here. */
function isOfItself(reference: Element, signature: Element): boolean {
  const uri = reference.getAttribute('URI') ?? ''
  const target = allOf(signature, { space: 'http://uri.etsi.org/01903/v1.3.2#', name: 'SignedProperties' })
  return (
    reference.getAttribute('Type') === PROPERTIES &&
    /^#[\w.-]{1,200}$/.test(uri) &&
    target.length === 1 &&
    target[0]?.getAttribute('Id') === uri.slice(1) &&
    transformsOf(reference).length <= 1 &&
    transformsOf(reference).every((transform) => isCanonical(algorithmOf(transform)))
  )
}

/** Takes the signature away, as the filter says: it was seen to be the only one. */
class Subtracted implements CanonicalizationOrTransformationAlgorithm {
  process(node: Node): Node {
    for (const found of allOf(node, { space: DSIG, name: 'Signature' })) found.parentNode?.removeChild(found)
    return node
  }

  getAlgorithmName = (): string => FILTER
}

/** A verifier that knows what is admitted here, and one key. */
function verifierWith(key: KeyObject): SignedXml {
  const verifier = new SignedXml({
    publicCert: key.export({ type: 'spki', format: 'pem' }),
    getCertFromKeyInfo: () => null,
  })
  const enveloped = verifier.CanonicalizationAlgorithms[ENVELOPED]
  if (enveloped === undefined) throw new TypeError('no enveloped signature')
  verifier.CanonicalizationAlgorithms = {
    [INCLUSIVE]: C14nCanonicalization,
    [EXCLUSIVE]: ExclusiveCanonicalization,
    [ENVELOPED]: enveloped,
    [FILTER]: Subtracted,
  }
  verifier.HashAlgorithms = Object.fromEntries(
    Object.entries(DIGESTS).map(([algorithm, hash]) => [algorithm, digestBy(algorithm, hash)]),
  )
  verifier.SignatureAlgorithms = Object.fromEntries(
    Object.entries(SIGNATURES).map(([algorithm, said]) => [algorithm, signatureBy(algorithm, said, key)]),
  )
  return verifier
}

const digestBy = (algorithm: string, hash: string) =>
  class implements HashAlgorithm {
    getAlgorithmName = (): string => algorithm
    getHash = (xml: string): string => createHash(hash).update(xml, 'utf8').digest('base64')
  }

const signatureBy = (algorithm: string, { type, hash }: { type: string; hash: string }, key: KeyObject) =>
  class implements SignatureAlgorithm {
    getAlgorithmName = (): string => algorithm

    getSignature(): string {
      throw new TypeError('nothing is signed here')
    }

    verifySignature(signed: Parameters<SignatureAlgorithm['verifySignature']>[0], _: unknown, value: string) {
      if (key.asymmetricKeyType !== type) return false
      // Signatures of curves are two numbers side by side (RFC 4050).
      const by = type === 'ec' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
      return createVerify(hash).update(signed).verify(by, value, 'base64')
    }
  }
