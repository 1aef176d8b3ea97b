// The SHA-256 (FIPS 180-4) of a file of any size, read a slice at a time. The browser's own crypto.subtle wants the whole
// file in memory. In: { file }. Out: { done } in bytes after each slice, then { digest }; { failed } where it cannot be read.
"use strict";

const SLICE = 4 << 20;

const ROUNDS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

class Sha256 {
  constructor() {
        this.state = new Int32Array([
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ]);
    this.words = new Int32Array(64);
    this.rest = new Uint8Array(64);
    this.held = this.length = 0;
  }

  update(bytes) {
    this.length += bytes.length;
    let place = 0;
    if (this.held) {
      place = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, place), this.held);
      this.held += place;
      if (this.held < 64) return;
      this.blocks(this.rest, 0, 64);
      this.held = 0;
    }
    const whole = place + ((bytes.length - place) & ~63);
    this.blocks(bytes, place, whole);
    this.held = bytes.length - whole;
    this.rest.set(bytes.subarray(whole));
  }

  digest() {
    // One bit, zeros, and the length in bits in the last eight bytes of a block.
    const padded = new Uint8Array(this.held < 56 ? 64 : 128);
    padded.set(this.rest.subarray(0, this.held));
    padded[this.held] = 0x80;
    const end = new DataView(padded.buffer, padded.length - 8);
    end.setUint32(0, Math.floor(this.length / 0x20000000));
    end.setUint32(4, (this.length << 3) >>> 0);
    this.blocks(padded, 0, padded.length);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  // Every sum is cut to 32 bits at once: sums of three leave the engine's integers, and take six times as long.
  blocks(bytes, from, to) {
    const { state, words } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let start = from; start < to; start += 64) {
      for (let i = 0; i < 16; i++) words[i] = view.getInt32(start + 4 * i);
      for (let i = 16; i < 64; i++) {
        const x = words[i - 15], y = words[i - 2];
        const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        words[i] = (((words[i - 16] + low) | 0) + ((words[i - 7] + high) | 0)) | 0;
      }
      let a = state[0], b = state[1], c = state[2], d = state[3];
      let e = state[4], f = state[5], g = state[6], h = state[7];
      for (let i = 0; i < 64; i++) {
        const big = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const chosen = (e & f) ^ (~e & g);
        const first = (((((h + big) | 0) + chosen) | 0) + ((ROUNDS[i] + words[i]) | 0)) | 0;
        const little = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const most = (a & b) ^ (a & c) ^ (b & c);
        h = g, g = f, f = e, e = (d + first) | 0;
        d = c, c = b, b = a, a = (first + ((little + most) | 0)) | 0;
      }
      state[0] += a, state[1] += b, state[2] += c, state[3] += d;
      state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
  }
}

self.addEventListener("message", async ({ data: { file } }) => {
  const reader = new FileReaderSync(), hash = new Sha256();
  try {
    for (let start = 0; start < file.size; start += SLICE) {
      hash.update(new Uint8Array(reader.readAsArrayBuffer(file.slice(start, start + SLICE))));
      self.postMessage({ done: Math.min(start + SLICE, file.size) });
      // What was read is only given back between tasks.
      await new Promise((rested) => setTimeout(rested));
    }
    self.postMessage({ digest: hash.digest() });
  } catch {
    self.postMessage({ failed: true });
  }
});
