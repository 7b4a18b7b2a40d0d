// A file for Apple Wallet (.pkpass): a zip of what is shown, a manifest of its digests, and the signature of that manifest (PKCS #7) by the
// certificate that Apple gave. Nothing is called there: the file never changes, and is not followed.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { BACK, type ShownCard } from './shown.ts'

type Apple = NonNullable<Config['appleWallet']>

/** Sides of the icon that phones ask for. */
const ICONS = { 'icon.png': 29, 'icon@2x.png': 58, 'icon@3x.png': 87 } as const

async function icons(svg: Buffer): Promise<Record<string, Buffer>> {
  // With the first file: the libraries are large.
  const { default: sharp } = await import('sharp')
  const drawn: Record<string, Buffer> = {}
  for (const [name, side] of Object.entries(ICONS))
    drawn[name] = await sharp(svg, { density: 300 }).resize(side, side).png().toBuffer()
  return drawn
}

async function certificates({ folder }: Apple) {
  const read = (name: string) => readFile(join(folder, name))
  return {
    wwdr: await read('wwdr.pem'),
    signerCert: await read('signer.pem'),
    signerKey: await read('signer.key'),
  }
}

/** @param icon the mark of the site, as SVG */
export async function appleFile(apple: Apple, card: ShownCard, icon: Buffer): Promise<Buffer> {
  const { PKPass } = await import('passkit-generator')
  const file = new PKPass(await icons(icon), await certificates(apple), {
    ...{ formatVersion: 1, passTypeIdentifier: apple.type, teamIdentifier: apple.team },
    ...{
      serialNumber: card.serial,
      organizationName: card.issuer,
      description: `Pass\u00a0: ${card.partner}`,
    },
    ...{
      backgroundColor: 'rgb(7, 52, 63)',
      foregroundColor: 'rgb(255, 255, 255)',
      labelColor: 'rgb(255, 198, 46)',
    },
    sharingProhibited: true,
  })
  file.type = 'generic'
  file.primaryFields.push({ key: 'partner', label: card.sector, value: card.partner })
  file.secondaryFields.push(...card.rights.map((value, at) => ({ key: `right${at}`, label: 'Droit', value })))
  file.backFields.push({ key: 'back', label: card.issuer, value: BACK })
  file.setExpirationDate(card.until)
  file.setBarcodes({ format: 'PKBarcodeFormatQR', message: card.square, messageEncoding: 'iso-8859-1' })
  return file.getAsBuffer()
}
