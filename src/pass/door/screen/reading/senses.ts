// What a door says without words: notes, a vibration, a screen that stays awake.
let audio: AudioContext | null = null

/** Browsers sound nothing before a first gesture. */
export function wakeSound(): void {
  if (!('AudioContext' in globalThis)) return
  audio ??= new AudioContext()
  if (audio.state === 'suspended') void audio.resume().catch(() => undefined)
}

function note(pitch: number, after: number, long: number): void {
  if (audio?.state !== 'running') return
  const [tone, loud] = [audio.createOscillator(), audio.createGain()]
  const from = audio.currentTime + after
  tone.frequency.value = pitch
  loud.gain.setValueAtTime(0.25, from)
  loud.gain.exponentialRampToValueAtTime(0.001, from + long)
  tone.connect(loud).connect(audio.destination)
  tone.start(from)
  tone.stop(from + long)
}

/** One clear note; or two low ones. */
export function sound(isGood: boolean): void {
  if (isGood) return note(988, 0, 0.25)
  note(196, 0, 0.22)
  note(165, 0.28, 0.3)
}

export const vibrate = (isGood: boolean): void => {
  navigator.vibrate?.(isGood ? 180 : [160, 90, 160])
}

/** The screen stays awake while the page is seen. */
export function stayAwake(): void {
  const ask = () => {
    if (!document.hidden) void navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  document.addEventListener('visibilitychange', ask)
  ask()
}
