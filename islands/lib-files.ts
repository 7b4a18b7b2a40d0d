// What the islands of files share: a size in words, a line of the list with its small picture.

/** « 240 ko », « 1,2 Mo ». */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))}\u00a0ko`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')}\u00a0Mo`

/** What is wrong with these files before they leave, in a sentence; '' when nothing is. */
export function problemOf(files: readonly File[], most: number, bytes: number): string {
  const big = files.find((file) => file.size > bytes)
  if (big)
    return `«\u00a0${big.name}\u00a0» pèse ${sizeText(big.size)}, le plus est ${sizeText(bytes)}. Choisissez un fichier plus léger.`
  if (files.length <= most) return ''
  return `Vous pouvez encore joindre ${most}\u00a0${most > 1 ? 'fichiers' : 'fichier'}, vous en avez choisi ${files.length}.`
}

/** A data address: the content policy has no room for blob addresses. */
function show(picture: HTMLImageElement, file: File) {
  picture.alt = ''
  const reader = new FileReader()
  reader.addEventListener('load', () => {
    if (typeof reader.result === 'string') picture.src = reader.result
  })
  reader.readAsDataURL(file)
}

/** A line for a file: picture, name, size and what becomes of it. `said` may be changed later. */
export function fileLine(file: File, text: string): { line: HTMLLIElement; said: HTMLElement } {
  const line = document.createElement('li')
  const picture = document.createElement(file.type.startsWith('image/') ? 'img' : 'span')
  picture.className = 'thumb'
  if (picture instanceof HTMLImageElement) show(picture, file)
  const words = document.createElement('div')
  const name = document.createElement('b')
  name.textContent = file.name
  const said = document.createElement('small')
  said.textContent = `${sizeText(file.size)}, ${text}`
  words.append(name, said)
  line.append(picture, words)
  return { line, said }
}
