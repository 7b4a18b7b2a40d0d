// The photographs of the classified ads of the demonstration: drawn here, of things of nobody.
const ground = (sky: string, floor: string): string =>
  `<rect width="800" height="600" fill="${sky}"/><rect y="430" width="800" height="170" fill="${floor}"/>`
const wheel = (x: number): string =>
  `<circle cx="${x}" cy="410" r="92" fill="none" stroke="#2b2f36" stroke-width="16"/><circle cx="${x}" cy="410" r="12" fill="#2b2f36"/>`
const leaf = (x: number, y: number): string =>
  `<path d="M${x} ${y}c-60-10-70-60-50-90 34 10 52 46 50 90zM${x} ${y}c60-10 70-60 50-90-34 10-52 46-50 90z" fill="#4f8a54"/>`
const pot = (x: number): string =>
  `<path d="M${x - 80} 400H${x + 80}L${x + 58} 540H${x - 58}Z" fill="#b5674c"/>${leaf(x - 30, 402)}${leaf(x + 34, 396)}<circle cx="${x - 58}" cy="392" r="18" fill="#c8303c"/><circle cx="${x + 70}" cy="384" r="16" fill="#c8303c"/>`

const SCENES = {
  velo: `${ground('#dfe9ee', '#b9b4a8')}${wheel(240)}${wheel(570)}<g fill="none" stroke="#2f6fb5" stroke-width="20" stroke-linejoin="round"><path d="M240 410L330 240H500L570 410M330 240L405 410H240M405 410L500 240"/><path d="M500 240L486 180H540M300 220H360"/></g><circle cx="405" cy="410" r="26" fill="#ffc62e"/>`,
  sonnette: `${ground('#cbd9df', '#aeb8bd')}<path d="M90 330H710" stroke="#2b2f36" stroke-width="44" stroke-linecap="round"/><path d="M290 310a110 110 0 0 1 220 0z" fill="#c9ced3"/><circle cx="400" cy="200" r="18" fill="#8d949b"/><rect x="270" y="300" width="260" height="26" rx="13" fill="#8d949b"/>`,
  fraisiers: `${ground('#eaf1e4', '#c7b899')}${pot(270)}${pot(540)}`,
  siege: `${ground('#ece8e1', '#c9beac')}<path d="M270 120c0-60 260-60 260 0l30 270H240z" fill="#7c858f"/><path d="M300 150c0-34 200-34 200 0l20 210H280z" fill="#a4acb4"/><rect x="220" y="370" width="360" height="120" rx="40" fill="#6b747d"/><path d="M340 140V400M460 140V400" stroke="#2b2f36" stroke-width="16"/>`,
  table: `${ground('#eee7da', '#b79f7d')}<g fill="#8a5f3d"><rect x="120" y="240" width="22" height="260"/><rect x="120" y="360" width="130" height="22"/><rect x="228" y="372" width="22" height="128"/><rect x="658" y="240" width="22" height="260"/><rect x="550" y="360" width="130" height="22"/><rect x="550" y="372" width="22" height="128"/></g><ellipse cx="400" cy="300" rx="230" ry="62" fill="#d6b184"/><rect x="386" y="330" width="28" height="190" fill="#a87c52"/><ellipse cx="400" cy="520" rx="100" ry="22" fill="#a87c52"/>`,
  poussette: `${ground('#e6eef0', '#b6b9b2')}<path d="M250 240a170 170 0 0 1 300 60L400 320z" fill="#3f7f62"/><path d="M240 310H570L520 400H300z" fill="#5c9c7e"/><path d="M570 310L660 200" stroke="#2b2f36" stroke-width="16" stroke-linecap="round"/><path d="M320 400L280 480M500 400L540 480" stroke="#2b2f36" stroke-width="14"/><circle cx="280" cy="490" r="44" fill="none" stroke="#2b2f36" stroke-width="14"/><circle cx="540" cy="490" r="44" fill="none" stroke="#2b2f36" stroke-width="14"/>`,
} as const

export type Drawing = keyof typeof SCENES
export const DRAWINGS = Object.keys(SCENES) as Drawing[]

/** Its picture, as somebody would send it. */
export async function drawn(name: Drawing): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">${SCENES[name]}</svg>`
  return sharp(Buffer.from(drawing)).png().toBuffer()
}
