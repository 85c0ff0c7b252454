import { type ColorScheme, hueCount, palettes, type StateFill, vehicleHue } from '@roundsman/ui';
import { useMapState } from '@roundsman/ui/map';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { type ReactNode, useEffect, useState } from 'react';

const PIXEL_RATIO = 2;
const STOP_PX = 20;
const VEHICLE_PX = 30;
const FLAG_PX = 14;
const fills: StateFill[] = ['draft', 'planned', 'on_route', 'arrived', 'done', 'partial', 'failed'];

/** The marks of stops and vehicles as images of the map, the same drawings as the marks in lists; children come when they are there. */
export function MapImages({ scheme, children }: { scheme: ColorScheme; children: ReactNode }) {
  const { map, styleGeneration } = useMapState();
  const [drawnFor, setDrawnFor] = useState(0);
  useEffect(() => {
    drawAll(map, scheme);
    setDrawnFor(styleGeneration);
  }, [map, styleGeneration, scheme]);
  return drawnFor === styleGeneration ? children : null;
}

function drawAll(map: MapLibreMap, scheme: ColorScheme): void {
  const { surface, broken, atRisk, inkMuted } = palettes[scheme];
  for (let index = 0; index < hueCount; index++) {
    const hue = vehicleHue(index)[scheme];
    for (const fill of fills) put(map, `stop-${index}-${fill}`, STOP_PX, (pen) => drawStop(pen, fill, hue, surface));
    put(map, `vehicle-${index}`, VEHICLE_PX, (pen) => drawVehicle(pen, hue, surface));
  }
  put(map, 'unplaced', STOP_PX, (pen) => drawStop(pen, 'draft', inkMuted, surface));
  put(map, 'depot', STOP_PX + 4, (pen) => drawDepot(pen, palettes[scheme].ink, surface));
  put(map, 'flag-late', FLAG_PX, (pen) => drawFlag(pen, broken, broken));
  put(map, 'flag-at_risk', FLAG_PX, (pen) => drawFlag(pen, surface, atRisk));
}

type Pen = CanvasRenderingContext2D;

function put(map: MapLibreMap, name: string, sizePx: number, draw: (pen: Pen) => void): void {
  const side = sizePx * PIXEL_RATIO;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(PIXEL_RATIO, PIXEL_RATIO);
  pen.translate(sizePx / 2, sizePx / 2);
  draw(pen);
  const image = pen.getImageData(0, 0, side, side);
  if (map.hasImage(name)) map.updateImage(name, image);
  else map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
}

function drawStop(pen: Pen, fill: StateFill, hue: string, surface: string): void {
  const radius = STOP_PX / 2 - 2;
  pen.lineWidth = 2;
  pen.strokeStyle = hue;
  pen.fillStyle = fill === 'done' || fill === 'failed' ? hue : surface;
  circle(pen, radius);
  pen.fill();
  if (fill === 'draft') pen.setLineDash([2.5, 2.5]);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = hue;
  if (fill === 'on_route') sector(pen, radius, Math.PI / 2, (Math.PI * 3) / 2);
  if (fill === 'partial') sector(pen, radius, -Math.PI / 2, Math.PI);
  if (fill === 'arrived') {
    circle(pen, radius / 2);
    pen.fill();
  }
  pen.strokeStyle = surface;
  if (fill === 'done') line(pen, [-3.5, 0.3], [-1, 3], [3.8, -2.8]);
  if (fill === 'failed') {
    line(pen, [-3, -3], [3, 3]);
    line(pen, [3, -3], [-3, 3]);
  }
}

/** Points north; the map turns it. */
function drawVehicle(pen: Pen, hue: string, surface: string): void {
  pen.lineWidth = 2;
  pen.strokeStyle = surface;
  pen.fillStyle = hue;
  pen.beginPath();
  pen.moveTo(0, -13);
  pen.lineTo(9.5, 10);
  pen.lineTo(0, 5.5);
  pen.lineTo(-9.5, 10);
  pen.closePath();
  pen.stroke();
  pen.fill();
}

function drawDepot(pen: Pen, ink: string, surface: string): void {
  pen.lineWidth = 1.5;
  pen.strokeStyle = surface;
  pen.fillStyle = ink;
  pen.beginPath();
  pen.moveTo(0, -10);
  pen.lineTo(10, -3.5);
  pen.lineTo(10, 9);
  pen.lineTo(-10, 9);
  pen.lineTo(-10, -3.5);
  pen.closePath();
  pen.fill();
  pen.stroke();
  pen.fillStyle = surface;
  pen.fillRect(-5, 1, 10, 8);
}

function drawFlag(pen: Pen, fill: string, stroke: string): void {
  pen.lineWidth = 1.5;
  pen.fillStyle = fill;
  pen.strokeStyle = stroke;
  pen.beginPath();
  pen.moveTo(0, -5);
  pen.lineTo(5.5, 4.5);
  pen.lineTo(-5.5, 4.5);
  pen.closePath();
  pen.fill();
  pen.stroke();
}

function circle(pen: Pen, radius: number): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, Math.PI * 2);
}

function sector(pen: Pen, radius: number, from: number, to: number): void {
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.arc(0, 0, radius, from, to);
  pen.closePath();
  pen.fill();
}

function line(pen: Pen, ...points: [number, number][]): void {
  pen.lineWidth = 2;
  pen.lineCap = 'round';
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
}
