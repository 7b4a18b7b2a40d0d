// The field of a 2D-Doc. A form does not carry the marks between its fields: they leave as pictures of themselves. Where the browser reads such
// codes, a camera fills the field; elsewhere a photograph is chosen, or the text is pasted.
const PICTURES: Readonly<Record<string, string>> = { '\u001d': '␝', '\u001e': '␞', '\u001f': '␟' }
const FORMAT = 'data_matrix'
/** Milliseconds between two looks. */
const PACE = 200

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = (new (options: {
  formats: string[]
}) => Detector) & {
  getSupportedFormats?: () => Promise<string[]>
}

async function ownDetector(): Promise<Detector | null> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (found === undefined || navigator.mediaDevices === undefined) return null
  const formats = (await found.getSupportedFormats?.().catch(() => [])) ?? []
  return formats.includes(FORMAT) ? new found({ formats: [FORMAT] }) : null
}

const seen = (text: string): string =>
  Object.entries(PICTURES).reduce((whole, [mark, picture]) => whole.replaceAll(mark, picture), text)

class PassProof extends HTMLElement {
  private stream: MediaStream | null = null
  private readonly button = document.createElement('button')
  private readonly said = document.createElement('p')
  private readonly video = document.createElement('video')

  connectedCallback() {
    this.closest('form')?.addEventListener('formdata', ({ formData }) => {
      const typed = formData.get('document')
      if (typeof typed === 'string') formData.set('document', seen(typed))
    })
    void ownDetector().then((detector) => detector !== null && this.offer(detector))
  }

  disconnectedCallback() {
    this.stop()
  }

  private offer(detector: Detector) {
    this.button.type = 'button'
    this.button.className = 'button quiet'
    this.said.setAttribute('role', 'status')
    this.video.setAttribute('aria-label', 'Ce que voit l’appareil photo')
    this.video.playsInline = true
    this.video.muted = true
    this.stop()
    this.button.addEventListener('click', () => {
      if (this.stream === null) void this.look(detector)
      else this.stop()
    })
    this.prepend(this.button, this.said)
  }

  private stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop()
    this.stream = null
    this.video.remove()
    this.button.textContent = 'Lire avec l’appareil photo'
  }

  private async look(detector: Detector) {
    this.said.textContent = ''
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    } catch {
      this.said.textContent =
        'L’appareil photo n’est pas permis ici\u00a0: choisissez une photo du code, ou collez son texte.'
      return
    }
    this.button.textContent = 'Arrêter l’appareil photo'
    this.said.textContent = 'Approchez le carré, à plat et sans reflet.'
    this.button.before(this.video)
    this.video.srcObject = this.stream
    await this.video.play().catch(() => {})
    while (this.stream !== null) {
      const codes = await detector.detect(this.video).catch(() => [])
      const code = codes.find(({ rawValue }) => rawValue.startsWith('DC'))
      if (code !== undefined) return this.found(code.rawValue)
      await new Promise((resolve) => setTimeout(resolve, PACE))
    }
  }

  private found(text: string) {
    this.stop()
    this.said.textContent = 'Le code est vu\u00a0: envoyez-le pour qu’il soit lu.'
    const field = this.querySelector('textarea')
    if (field === null) return
    field.value = text
    field.focus()
  }
}

customElements.define('pass-proof', PassProof)
