// A form does not carry the marks between the fields of a 2D-Doc: they leave as pictures of themselves.
const PICTURES: Readonly<Record<string, string>> = { '\u001d': '␝', '\u001e': '␞', '\u001f': '␟' }

class PassProof extends HTMLElement {
  connectedCallback() {
    this.closest('form')?.addEventListener('formdata', ({ formData }) => {
      const typed = formData.get('document')
      if (typeof typed !== 'string') return
      const seen = Object.entries(PICTURES).reduce(
        (text, [mark, picture]) => text.replaceAll(mark, picture),
        typed,
      )
      formData.set('document', seen)
    })
  }
}

customElements.define('pass-proof', PassProof)
