/*
 * The steps of a plan. A plan is a sequence of int32; each step is one of these structures, some
 * with lists behind it. The planner in Java writes them in exactly this order (class Step). Offsets
 * count floats.
 *
 * Feature maps are planes of rows, one plane a channel. A row is padded to a power of two that is
 * more than its pixels, and between two planes lies a row of zeros, so a convolution reads zeros
 * around every plane. All that is in pads is zero in every map that a step leaves, but for the wide
 * map behind a depthwise convolution, which only pointwise convolutions read.
 */
enum step_kind {
    STEM,
    POINTWISE,
    DEPTHWISE,
    DEPTHWISE_STRIDED,
    MEAN,
    TOKENS,
    COPY,
    LINEAR,
    ADD_AND_NORM,
    SELF_ATTENTION,
    MOBILE_TO_FORMER,
    FORMER_TO_MOBILE,
    LOGITS,
    EMBEDDINGS
};

enum activation { NONE, RELU, RELU6, DYNAMIC_RELU, GELU, HARD_SWISH, CLIP_0_2, CLIP_1_1 };

struct step {
    int32_t kind;
    int32_t length;     /* int32 of this step, with its lists */
    int32_t each_image; /* 1: neighbouring steps of this sort run image by image; 0: for the batch */
};

/* A range of scratch: the same for each image, or one a fixed distance on from the other. */
struct place {
    int32_t offset;
    int32_t image_stride;
};

/* How a plane lies. */
struct geometry {
    int32_t resolution; /* rows, and pixels of a row */
    int32_t row;        /* floats of a row */
    int32_t plane;      /* floats from plane to plane */
};

/* 3x3 convolution with stride 2 of the image, then ReLU6. */
struct stem {
    struct step step;
    struct place y;
    struct place rows; /* room for three rows of the image, STEM_ROOM floats */
    struct geometry geometry;
    int32_t outputs;
    int32_t first_row; /* rows of y; an image begins with row 0 */
    int32_t count;
    int32_t weights; /* mean of each colour, then the packed convolution */
};

/* Sums over planes, for some outputs of a pointwise convolution that have the same inputs. */
struct pointwise {
    struct step step;
    struct place x;
    struct place y;
    struct place residual;     /* planes of the same numbers as those of y */
    struct place coefficients; /* of Dynamic ReLU: a1 of each channel, then a2 */
    struct geometry geometry;
    int32_t has_residual;
    int32_t activation;
    int32_t second; /* floats from a1 to a2 */
    int32_t first_lane;
    int32_t lanes;
    int32_t inputs;
    int32_t outputs;
    int32_t weights;
    /* int32_t x_planes[inputs]: offsets; y_planes[outputs]: offsets; channels[outputs] */
};

/* 3x3 depthwise convolution; each input has `multiplier` outputs. */
struct depthwise {
    struct step step;
    struct place x;
    struct place y;
    struct place coefficients;
    struct geometry from; /* of x */
    struct geometry to;   /* of y */
    int32_t activation;
    int32_t second;
    int32_t first_row; /* rows of y */
    int32_t rows;
    int32_t inputs;
    int32_t multiplier;
    int32_t weights; /* packed for each input */
    /* int32_t channels[inputs]: the plane of y and channel, divided by the multiplier */
};

/* The mean of each plane, then hard swish. */
struct mean {
    struct step step;
    struct place x;
    struct place y;
    struct geometry geometry;
    int32_t channels;
};

/* Constants of the weights to each image: the tokens. */
struct tokens {
    struct step step;
    struct place y;
    int32_t weights;
    int32_t length;
};

struct copy {
    struct step step;
    struct place x;
    struct place y;
    int32_t length;
};

/* y = x W + b for rows of the batch: [rows, inputs] to [rows, panels of TILE vectors]. */
struct linear {
    struct step step;
    int32_t x;
    int32_t x_row; /* floats from row to row */
    int32_t y;
    int32_t y_row;
    int32_t rows_of_image;
    int32_t inputs;
    int32_t panels;
    int32_t activation;
    int32_t weights; /* for each panel: bias, then a row of weights for each input */
};

/* y = layer normalisation of z + update, for rows of the batch without gaps. */
struct add_and_norm {
    struct step step;
    int32_t z;
    int32_t update;
    int32_t update_row;
    int32_t y;
    int32_t rows_of_image;
    int32_t width;   /* a multiple of 16 */
    int32_t weights; /* scale, then shift */
};

/* Tokens attend to each other; keys and values are the tokens. */
struct self_attention {
    struct step step;
    struct place queries;
    struct place z;
    struct place y;
    int32_t queries_row;
    int32_t y_row;
    int32_t tokens;
    int32_t heads;
    int32_t width; /* of a head, a multiple of 16 */
};

/* Tokens attend to a feature map. */
struct mobile_to_former {
    struct step step;
    struct place x;
    struct place queries; /* rows of queries, then gates */
    struct place y;       /* rows: what each token sees, gated */
    struct place scores;  /* room for a plane of each token */
    struct geometry geometry;
    int32_t row; /* floats from row to row of the queries */
    int32_t y_row;
    int32_t tokens;
    int32_t channels;
    int32_t heads;
    /* int32_t x_planes[channels / heads]: offsets */
};

/* A feature map attends to the tokens; the result is added to it. */
struct former_to_mobile {
    struct step step;
    struct place x;    /* read and written */
    struct place keys; /* rows of keys, then values */
    struct geometry geometry;
    int32_t row; /* floats from row to row of the keys */
    int32_t tokens;
    int32_t channels;
    int32_t heads;
    /* int32_t x_planes[channels / heads]: offsets */
};

/* A row of each image to one of the caller's outputs. */
struct output {
    struct step step;
    struct place x;
    int32_t length;
};
