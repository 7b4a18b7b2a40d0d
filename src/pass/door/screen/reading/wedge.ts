// A reader that writes as a keyboard does: keys faster than fingers, ended by Enter, wherever the focus is.

/** Milliseconds: after such a silence it is something else (a reader without a wire pauses); and what a key of a reader takes, one with another. */
const SILENCE = 1000
const KEY = 50
const LEAST = 8
const MOST = 1600

const isWritten = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.type !== 'checkbox'

/** @param tell what was read */
export function hearReader(tell: (text: string) => void): void {
  let text = ''
  let [from, at] = [0, 0]
  let field: { of: HTMLInputElement; value: string } | null = null
  const begin = ({ target, timeStamp }: KeyboardEvent) => {
    text = ''
    from = timeStamp
    field = isWritten(target) ? { of: target, value: target.value } : null
  }
  const end = (event: KeyboardEvent) => {
    const isReader = text.length >= LEAST && event.timeStamp - from < KEY * text.length
    const read = text
    text = ''
    if (!isReader) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (field !== null) field.of.value = field.value
    tell(read)
  }
  const hear = (event: KeyboardEvent) => {
    if (text === '' || event.timeStamp - at > SILENCE) begin(event)
    at = event.timeStamp
    if (event.key === 'Enter') return end(event)
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return
    // A space would press what has the focus.
    if (event.key === ' ' && text !== '' && field === null) event.preventDefault()
    if (text.length < MOST) text += event.key
  }
  document.addEventListener('keydown', hear, true)
}
