// The interactive map itself, loaded only when someone opens it: Leaflet, tiles, and the point moved by arrows or finger.
import type * as Leaflet from 'leaflet'
import { circleMarker, control, map as createMap, tileLayer } from 'leaflet'

/** Degrees WGS 84. */
export interface Point {
  lat: number
  long: number
}

export interface MapOptions {
  tiles: string
  attribution: string
  centre: Point
  zoom: number
  /** Where the point stands, or null before it is set. */
  point: Point | null
  near: readonly (Point & { label: string })[]
  /** Called when tiles do not come, and none has: there is nothing to look at. */
  failed: () => void
  /** Absent: the map is only read. */
  moved?: (point: Point) => void
}

/** Draws a map in `box`. The answer moves the point and the view. */
export function openMap(box: HTMLElement, options: MapOptions): (point: Point) => void {
  const { tiles, centre, zoom, point, near, failed, moved } = options
  const start = point ?? centre
  // Arrows move the point, not the view, where a point is to be set.
  const view = createMap(box, { keyboard: !moved, scrollWheelZoom: false, zoomControl: false }).setView(
    [start.lat, start.long],
    point ? 17 : zoom,
  )
  control.zoom({ zoomInTitle: 'Agrandir le plan', zoomOutTitle: 'Réduire le plan' }).addTo(view)
  view.attributionControl.setPrefix(false).addAttribution(options.attribution)
  watchTiles(view, tileLayer(tiles, { minZoom: 8, maxZoom: 19 }), failed)
  for (const one of near) {
    circleMarker([one.lat, one.long], { radius: 7, className: 'map-near', fillOpacity: 1 })
      .bindTooltip(one.label)
      .addTo(view)
  }
  const pin = circleMarker([start.lat, start.long], { radius: 10, className: 'map-pin', fillOpacity: 1 })
  if (point) pin.addTo(view)
  const place = (where: Point) => {
    pin.setLatLng([where.lat, where.long]).addTo(view)
    if (!view.getBounds().contains(pin.getLatLng())) view.panTo(pin.getLatLng())
  }
  if (moved)
    listen(view, box, pin, (where) => {
      place(where)
      moved(where)
    })
  return (where) => {
    place(where)
    view.setView([where.lat, where.long], 17)
  }
}

/** Some tiles missing at an edge are a map still; none at all is not: back to what could be shown, or no map. */
function watchTiles(view: Leaflet.Map, layer: Leaflet.TileLayer, failed: () => void) {
  const shown: number[] = []
  let isOver = false
  const goBack = () => {
    if (isOver || layer.isLoading() || shown.includes(view.getZoom())) return
    const last = shown.at(-1)
    if (last !== undefined) return void view.setZoom(last, { animate: false })
    isOver = true
    // Once Leaflet has done what it does of its own event: it still asks the map for its view.
    setTimeout(() => {
      view.remove()
      failed()
    })
  }
  // The zoom of the tile, not of the view: one of the view before may come after the click that left it.
  layer.on('tileload', ({ coords }) => {
    if (!shown.includes(coords.z)) shown.push(coords.z)
  })
  layer.on('load', goBack)
  // What was missing before the view had finished moving is looked at again where it stopped.
  view.on('zoomend', goBack)
  layer.addTo(view)
}

const ARROWS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function listen(view: Leaflet.Map, box: HTMLElement, pin: Leaflet.CircleMarker, put: (point: Point) => void) {
  view.on('click', ({ latlng }) => put({ lat: latlng.lat, long: latlng.lng }))
  box.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key]
    if (event.key === '+' || event.key === '=') view.zoomIn()
    else if (event.key === '-') view.zoomOut()
    if (!arrow || event.target !== box) return
    event.preventDefault()
    const step = event.shiftKey ? 40 : 8
    const from = view.latLngToContainerPoint(view.hasLayer(pin) ? pin.getLatLng() : view.getCenter())
    const to = view.containerPointToLatLng([from.x + arrow[0] * step, from.y + arrow[1] * step])
    put({ lat: to.lat, long: to.lng })
  })
}
