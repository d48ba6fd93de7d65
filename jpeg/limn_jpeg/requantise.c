/* A JPEG anew at a lower quality, its DCT coefficients divided and never turned into pixels.
 *
 * Only what libjpeg-turbo itself reads without a complaint, and only the kind nearly every
 * camera writes: baseline, YCbCr, colour at half the width and height. Everything else is for
 * the caller's general road.
 */
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#ifndef LIBJPEG_TURBO_VERSION
#error "this is written for libjpeg-turbo"
#endif

/* What Huffman codes of 8-bit baseline can say of a coefficient. */
enum { LARGEST = 1023 };

/* Ratios are in parts of this. */
enum { BITS = 14, ONE = 1 << BITS };

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf out;
} Complaints;

static void leave(j_common_ptr info) { longjmp(((Complaints *)info->err)->out, 1); }

/* Negative levels are warnings: the file is damaged. */
static void leave_if_warned(j_common_ptr info, int level) {
  if (level < 0) leave(info);
}

static struct jpeg_error_mgr *leaving(Complaints *complaints) {
  struct jpeg_error_mgr *base = jpeg_std_error(&complaints->base);
  base->error_exit = leave;
  base->emit_message = leave_if_warned;
  return base;
}

static int samples(const jpeg_component_info *part, int across, int down) {
  return part->h_samp_factor == across && part->v_samp_factor == down;
}

static int is_taken(const struct jpeg_decompress_struct *from) {
  const jpeg_component_info *parts = from->comp_info;
  return from->num_components == 3 && from->jpeg_color_space == JCS_YCbCr &&
         from->data_precision == 8 && !from->progressive_mode && !from->arith_code &&
         samples(&parts[0], 2, 2) && samples(&parts[1], 1, 1) && samples(&parts[2], 1, 1);
}

/* Blocks in steps of another size, to the nearest, halves to the smaller. False where a
 * coefficient is then out of range. Integers of 16 bits, so that compilers take eight at once. */
static int divide(JCOEF *block, JDIMENSION count, const int16_t *ratios) {
  JCOEF low = 0, high = 0;
  for (JDIMENSION number = 0; number < count; number++, block += DCTSIZE2)
    for (int place = 0; place < DCTSIZE2; place++) {
      int32_t half = (ONE >> 1) - (block[place] > 0);
      JCOEF near = (JCOEF)((block[place] * ratios[place] + half) >> BITS);
      low = near < low ? near : low;
      high = near > high ? near : high;
      block[place] = near;
    }
  return low >= -LARGEST && high <= LARGEST;
}

/* How many new steps an old one is, times ONE. False if it is no step of baseline, or too many. */
static int compare(const JQUANT_TBL *old, const JQUANT_TBL *new, int16_t *ratios) {
  for (int place = 0; place < DCTSIZE2; place++) {
    int32_t step = old->quantval[place], into = new->quantval[place];
    if (step < 1 || step > 255 || step >= 2 * into) return 0;
    ratios[place] = (int16_t)((step * ONE + into / 2) / into);
  }
  return 1;
}

static int requantise(struct jpeg_decompress_struct *from, struct jpeg_compress_struct *to,
                      jvirt_barray_ptr *arrays) {
  int16_t ratios[DCTSIZE2];
  for (int number = 0; number < from->num_components; number++) {
    jpeg_component_info *part = &from->comp_info[number];
    JQUANT_TBL *new = to->quant_tbl_ptrs[to->comp_info[number].quant_tbl_no];
    if (!part->quant_table || !compare(part->quant_table, new, ratios)) return 0;
    for (JDIMENSION line = 0; line < part->height_in_blocks; line++) {
      JBLOCKARRAY rows = from->mem->access_virt_barray((j_common_ptr)from, arrays[number], line,
                                                       1, TRUE);
      if (!divide(rows[0][0], part->width_in_blocks, ratios)) return 0;
    }
  }
  return 1;
}

static int transcode(struct jpeg_decompress_struct *from, struct jpeg_compress_struct *to,
                     int quality) {
  if (jpeg_read_header(from, TRUE) != JPEG_HEADER_OK || !is_taken(from)) return 0;
  jvirt_barray_ptr *arrays = jpeg_read_coefficients(from);
  jpeg_copy_critical_parameters(from, to);
  for (int number = 0; number < 3; number++) to->comp_info[number].quant_tbl_no = number > 0;
  jpeg_set_quality(to, quality, TRUE);
  if (!requantise(from, to, arrays)) return 0;
  jpeg_write_coefficients(to, arrays);
  jpeg_finish_compress(to);
  return 1;
}

static void nothing(j_compress_ptr to) { (void)to; }

static boolean is_full(j_compress_ptr to) {
  leave((j_common_ptr)to);
  return FALSE;
}

/* Writes the JPEG `given` of `size` bytes anew at IJG quality 1 … 100 into the `room` bytes at
 * `made`. Returns how many bytes it has; 0 where it is of another kind, damaged or too large. */
size_t limn_jpeg_requantise(const unsigned char *given, size_t size, int quality,
                            unsigned char *made, size_t room) {
  struct jpeg_decompress_struct from = {0};
  struct jpeg_compress_struct to = {0};
  struct jpeg_destination_mgr sink = {made, room, nothing, is_full, nothing};
  Complaints complaints;
  volatile size_t written = 0;
  from.err = to.err = leaving(&complaints);
  if (room && !setjmp(complaints.out)) {
    jpeg_create_decompress(&from);
    jpeg_create_compress(&to);
    jpeg_mem_src(&from, given, size);
    to.dest = &sink;
    if (transcode(&from, &to, quality)) written = room - sink.free_in_buffer;
  }
  jpeg_destroy_compress(&to);
  jpeg_destroy_decompress(&from);
  return written;
}
