// An official list of trust (ETSI TS 119 612), as its signed octets say it: who certifies 2D-Docs, by which certificate, since or until when.
import { z } from 'zod'
import { certificateIn } from '../document/trust-list.ts'
import { dayOf } from '#platform/ui/french.ts'
import { ListRefused } from './refused.ts'
import { signedIn } from './signature.ts'
import { childrenOf, rootOf, textOf } from './xml.ts'

const TSL = 'http://uri.etsi.org/02231/v2#'
const XML = 'http://www.w3.org/XML/1998/namespace'
const STATUS = 'http://uri.etsi.org/TrstSvc/Svcstatus/'
const LISTED = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/'
/** Statuses of who is believed; whoever has another is not. */
const BELIEVED = new Set([`${STATUS}inaccord`, `${LISTED}granted`, `${LISTED}recognisedatnationallevel`])

export interface OfficialAuthority {
  readonly id: string
  readonly name: string
  /** X.509, in base 64. */
  readonly certificate: string
  /** Its last day of trust; absent: it is trusted. */
  readonly until?: string
}

export interface OfficialList {
  readonly sequence: number
  readonly operator: string
  readonly issuedOn: string
  /** The day by which the next one is issued; absent: none will be. */
  readonly nextUpdate?: string
  readonly authorities: readonly OfficialAuthority[]
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const number = z
  .string()
  .regex(/^[0-9]{1,9}$/)
  .transform(Number)
const authorityId = z.string().regex(/^[A-Z]{2}[A-Z0-9]{2}$/)
const name = z.string().min(1).max(200)

/**
 * The list that is signed by that certificate.
 * @param zone where its instants are days
 * @throws ListRefused
 */
export function officialIn(
  text: string,
  { signer, now, zone }: { signer: string; now: Date; zone: string },
): OfficialList {
  const root = rootOf(signedIn(text, signer, now))
  if (root.namespaceURI !== TSL || root.localName !== 'TrustServiceStatusList') throw new ListRefused('shape')
  const scheme = one(root, 'SchemeInformation')
  const day = (when: Date): string => dayOf(when, zone)
  const authorities = childrenOf(one(root, 'TrustServiceProviderList'), tsl('TrustServiceProvider')).map(
    (provider) => authorityOf(provider, day),
  )
  if (new Set(authorities.map(({ id }) => id)).size !== authorities.length) throw new ListRefused('shape')
  const next = one(scheme, 'NextUpdate')
  const due = childrenOf(next, tsl('dateTime')).length === 0 ? null : instantOf(next, 'dateTime')
  return {
    sequence: readAs(number, said(one(scheme, 'TSLSequenceNumber'))),
    operator: nameOf(one(scheme, 'SchemeOperatorName')),
    issuedOn: day(instantOf(scheme, 'ListIssueDateTime')),
    ...(due !== null && { nextUpdate: day(due) }),
    authorities,
  }
}

function authorityOf(provider: Element, day: (when: Date) => string): OfficialAuthority {
  const information = one(provider, 'TSPInformation')
  const services = childrenOf(one(provider, 'TSPServices'), tsl('TSPService')).map((service) =>
    serviceOf(one(service, 'ServiceInformation')),
  )
  // Whoever changed certificates has a service for each: the last one that is believed counts, else the last one.
  const [last] = services.toSorted(
    (a, b) => Number(b.isBelieved) - Number(a.isBelieved) || b.since.getTime() - a.since.getTime(),
  )
  if (last === undefined) throw new ListRefused('shape')
  return {
    id: readAs(authorityId, nameOf(one(information, 'TSPTradeName'))),
    name: nameOf(one(information, 'TSPName')),
    certificate: last.certificate,
    // Trust ends with the instant before its status changed.
    ...(!last.isBelieved && { until: day(new Date(last.since.getTime() - 1)) }),
  }
}

function serviceOf(information: Element): { certificate: string; isBelieved: boolean; since: Date } {
  const identity = one(information, 'ServiceDigitalIdentity')
  const certificates = childrenOf(identity, tsl('DigitalId')).flatMap((id) =>
    childrenOf(id, tsl('X509Certificate')),
  )
  const [given, ...more] = certificates
  const certificate = given === undefined || more.length > 0 ? null : certificateIn(said(given))
  if (certificate === null) throw new ListRefused('shape')
  return {
    certificate,
    isBelieved: BELIEVED.has(said(one(information, 'ServiceStatus'))),
    since: instantOf(information, 'StatusStartingTime'),
  }
}

const tsl = (element: string) => ({ space: TSL, name: element })

/** @throws ListRefused unless there is one of that name */
function one(parent: Element, element: string): Element {
  const [first, ...more] = childrenOf(parent, tsl(element))
  if (first === undefined || more.length > 0) throw new ListRefused('shape')
  return first
}

function said(element: Element): string {
  const text = textOf(element)
  if (text === null) throw new ListRefused('shape')
  return text
}

/** A name, in French when it is said so. */
function nameOf(element: Element): string {
  const names = childrenOf(element, tsl('Name'))
  const french = names.find((one) => one.getAttributeNS(XML, 'lang')?.toLowerCase().startsWith('fr'))
  const chosen = french ?? names[0]
  if (chosen === undefined) throw new ListRefused('shape')
  return readAs(name, said(chosen))
}

const instantOf = (parent: Element, element: string): Date => readAs(instant, said(one(parent, element)))

function readAs<T>(type: z.ZodType<T>, text: string): T {
  const read = type.safeParse(text)
  if (!read.success) throw new ListRefused('shape')
  return read.data
}
