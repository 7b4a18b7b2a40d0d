// Drawn pictures for the demonstration: no photograph of anybody's street.
import type { Dice } from './dice.ts'

export interface DemoPicture {
  bytes: Buffer
  name: string
}

const GROUNDS = ['#878d8f', '#7d8486', '#93989a', '#8b8f88']
const MARKS = ['#3a3f41', '#4b4038', '#2f3436', '#5a4632']

/** A road, a kerb and something wrong on it, never twice the same. */
function scene(dice: Dice): string {
  const [x, y] = [dice.between(240, 520), dice.between(240, 420)]
  const [rx, ry] = [dice.between(50, 150), dice.between(25, 70)]
  const tilt = dice.between(-12, 12)
  const kerb = dice.between(60, 150)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">
    <rect width="800" height="600" fill="${dice.pick(GROUNDS)}"/>
    <path d="M0 0H800V${kerb}L0 ${kerb + 70}Z" fill="#c9c8c1"/><path d="M0 ${kerb + 70}L800 ${kerb}V${kerb + 26}L0 ${kerb + 98}Z" fill="#a9a9a2"/>
    <g transform="rotate(${tilt} ${x} ${y})"><ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="#565b5d"/>
    <ellipse cx="${x + 8}" cy="${y + 10}" rx="${rx - 22}" ry="${ry - 12}" fill="${dice.pick(MARKS)}"/></g>
    <path d="M${dice.between(0, 90)} 560L${dice.between(220, 340)} 520" stroke="#f1f1ec" stroke-width="26"/>
  </svg>`
}

/** A dozen pictures, as JPEG. */
export async function drawPictures(dice: Dice): Promise<DemoPicture[]> {
  const { default: sharp } = await import('sharp')
  const drawings = Array.from({ length: 12 }, () => scene(dice))
  return Promise.all(
    drawings.map(async (svg, i) => ({
      bytes: await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer(),
      name: `photo-${i + 1}.jpg`,
    })),
  )
}

/** An invented identity card, of nobody: lines for words, a face of two shapes. */
export async function drawSpecimen(): Promise<DemoPicture> {
  const { default: sharp } = await import('sharp')
  const lines = [0, 1, 2, 3, 4].map(
    (n) => `<rect x="330" y="${170 + n * 62}" width="${420 - n * 46}" height="24" rx="4" fill="#5c6f8a"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 540" width="856" height="540">
    <rect width="856" height="540" rx="28" fill="#dfe7f1"/><rect y="48" width="856" height="70" fill="#9db4d3"/>
    <rect x="60" y="150" width="220" height="290" fill="#c3cede"/><circle cx="170" cy="250" r="62" fill="#8797ae"/>
    <path d="M80 440q90-150 180 0Z" fill="#8797ae"/>${lines.join('')}</svg>`
  return { bytes: await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer(), name: 'carte-specimen.jpg' }
}
