// Partners, their places, products and doors, as those who administer their authority change them. What PostgreSQL refuses is said in words.
import { newPaperCode } from '#signin'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter, todayThere } from '#territory'
import { type Device, deviceCodeHash, devicesOf, insertDevice, revokeDevice } from '../record/devices.ts'
import type { Product } from '../record/queries.ts'
import { refuseClosed } from '../record/sectors.ts'
import {
  holdStory,
  insertPartner,
  insertPlace,
  insertProduct,
  type KeptPartner,
  keptPartners,
  type KeptPlace,
  keptPlaces,
  type KeptProduct,
  keptProducts,
  type SaidOfPartner,
  type SaidOfPlace,
  type SaidOfProduct,
  updatePartner,
  updatePlace,
  updateProduct,
} from './queries.ts'
import { PARTNER } from './words.ts'

/** Of a sector that the partner has, and that the agreement of its authority does not open. */
export const SECTOR_CLOSED =
  'Ce secteur est fermé\u00a0: la convention de la collectivité ne l’ouvre pas au pass.'

const REFUSALS: Refusals = {
  partner_name: { field: 'name', message: 'Un partenaire de cette collectivité a déjà ce nom.' },
  partner_days: { field: 'until', message: 'L’accord finit avant d’avoir commencé.' },
  partner_agreement: {
    field: 'sectors',
    message: 'La convention de la collectivité n’ouvre pas ce secteur au pass.',
  },
  product_agreement: { field: 'sector', message: SECTOR_CLOSED },
  device_agreement: { field: 'sector', message: SECTOR_CLOSED },
  partner_sectors: {
    field: 'sectors',
    message: 'Un produit de ce partenaire est d’un secteur que vous retirez\u00a0: gardez ce secteur.',
  },
  place_name: { field: 'name', message: 'Un lieu de ce partenaire a déjà ce nom.' },
  product_name: { field: 'name', message: 'Un produit de ce partenaire a déjà ce nom.' },
  product_quantity: {
    field: 'quantity',
    message:
      'Un nombre est nécessaire pour un carnet, un crédit ou des passages par semaine, et pour eux seuls.',
  },
  product_sector: { field: 'sector', message: 'Ce partenaire n’a pas ce secteur.' },
  product_check: { field: 'until', message: 'Le produit finit avant d’avoir commencé.' },
  device_sector: { field: 'sector', message: 'Ce partenaire n’a pas ce secteur.' },
}

/** What happened to a partner, one after the other: whoever manages it holds no row of it. */
export async function tell(
  tx: Write,
  name: string,
  partnerId: number,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await holdStory(tx, partnerId)
  await emit(tx, { name, subjectKind: PARTNER, subjectId: partnerId, payload })
}

const idIn = (text: string | undefined): number => (/^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 0)

/** @throws NotFound for one of another authority as for none */
export async function keptPartner(tx: Read, id: string | undefined): Promise<KeptPartner> {
  const [found] = await keptPartners(tx, idIn(id))
  if (found === undefined)
    throw new NotFound('Ce partenaire n’existe pas, ou n’est pas de votre collectivité.')
  return found
}

/** Signs one with an authority, in sectors that its agreement opens; refused by PostgreSQL for one of others. @returns its id. @throws BadInput */
export async function signPartner(tx: Write, authorityId: number, said: SaidOfPartner): Promise<number> {
  await refuseClosed(tx, authorityId, said)
  const id = await inWords(insertPartner(tx, authorityId, said), REFUSALS)
  await tell(tx, 'passpartner.signed', id)
  return id
}

/** @throws Outdated when somebody changed it since it was read; BadInput */
export async function changePartner(
  tx: Write,
  { id, authorityId, sectors: had }: Pick<KeptPartner, 'id' | 'authorityId' | 'sectors'>,
  seen: number,
  said: SaidOfPartner,
  as: 'changed' | 'lasting' | 'ended' = 'changed',
): Promise<void> {
  await refuseClosed(tx, authorityId, { ...said, had })
  if (!(await inWords(updatePartner(tx, id, seen, said), REFUSALS)))
    throw new Outdated(await lastWriter(tx, PARTNER, id))
  await tell(tx, `passpartner.${as}`, id)
}

/** What was tried lasts: no limit any more. @throws Conflict when it is no trial */
export async function makeLasting(tx: Write, partner: KeptPartner, until: string): Promise<void> {
  if (partner.mostHolders === null) throw new Conflict('Cet accord n’est pas un essai.')
  await changePartner(tx, partner, partner.version, { ...partner, mostHolders: null, until }, 'lasting')
}

/** Its last day is that one: its doors open nothing from that night on. @throws BadInput */
export async function endPartner(
  tx: Write,
  partner: KeptPartner,
  seen: number,
  lastDay: string,
): Promise<void> {
  const today = await todayThere(tx)
  const problem =
    lastDay < today
      ? 'Le dernier jour est déjà passé\u00a0: choisissez aujourd’hui ou après.'
      : lastDay > partner.until
        ? 'L’accord finit déjà avant ce jour\u00a0: pour le prolonger, modifiez le partenaire.'
        : lastDay < partner.since
          ? 'L’accord n’a pas commencé ce jour-là.'
          : null
  if (problem !== null) throw new BadInput([{ field: 'lastDay', message: problem }])
  await changePartner(tx, partner, seen, { ...partner, until: lastDay }, 'ended')
}

export async function keptPlace(tx: Read, partnerId: number, id: string | undefined): Promise<KeptPlace> {
  const found = (await keptPlaces(tx, partnerId)).find((place) => place.id === idIn(id))
  if (found === undefined) throw new NotFound('Ce lieu n’est pas de ce partenaire.')
  return found
}

export async function addPlace(tx: Write, partnerId: number, said: SaidOfPlace): Promise<void> {
  await inWords(insertPlace(tx, partnerId, said), REFUSALS)
  await tell(tx, 'passpartner.placed', partnerId)
}

export async function changePlace(
  tx: Write,
  place: KeptPlace,
  said: SaidOfPlace & { closedOn: string | null },
): Promise<void> {
  await inWords(updatePlace(tx, place.id, said), REFUSALS)
  await tell(tx, 'passpartner.placed', place.partnerId)
}

export async function keptProduct(tx: Read, partnerId: number, id: string | undefined): Promise<KeptProduct> {
  const found = (await keptProducts(tx, partnerId)).find((product) => product.id === idIn(id))
  if (found === undefined) throw new NotFound('Ce produit n’est pas de ce partenaire.')
  return found
}

/** @returns its id. @throws BadInput */
export async function offerProduct(
  tx: Write,
  what: Pick<Product, 'partnerId' | 'sector' | 'kind'>,
  said: SaidOfProduct,
): Promise<number> {
  const id = await inWords(insertProduct(tx, what, said), REFUSALS)
  await tell(tx, 'passpartner.offered', what.partnerId)
  return id
}

/** @throws Outdated when somebody changed it since it was read; BadInput */
export async function changeProduct(
  tx: Write,
  product: KeptProduct,
  seen: number,
  said: SaidOfProduct,
): Promise<void> {
  if (!(await inWords(updateProduct(tx, { ...product, version: seen }, said), REFUSALS)))
    throw new Outdated(await lastWriter(tx, PARTNER, product.partnerId, ['passpartner.reworded']))
  await tell(tx, 'passpartner.reworded', product.partnerId, { product: product.id })
}

export async function keptDevice(tx: Read, partnerId: number, id: string | undefined): Promise<Device> {
  const found = (await devicesOf(tx, partnerId)).find((device) => device.id === idIn(id))
  if (found === undefined) throw new NotFound('Cette porte n’est pas de ce partenaire.')
  return found
}

/** @returns its code, kept nowhere in clear. @throws BadInput */
export async function openDoor(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  door: Pick<Device, 'partnerId' | 'placeId' | 'sector' | 'label'>,
): Promise<string> {
  const code = newPaperCode()
  await inWords(insertDevice(tx, door, deviceCodeHash(tools, code)), REFUSALS)
  await tell(tx, 'passpartner.opened', door.partnerId, { label: door.label })
  return code
}

/** It opens nothing any more. */
export async function closeDoor(tx: Write, { id, partnerId, label }: Device): Promise<void> {
  await revokeDevice(tx, id)
  await tell(tx, 'passpartner.closed', partnerId, { label })
}
