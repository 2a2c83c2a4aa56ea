namespace FpgaSeg.Cli.Tests;

/// <summary>Field names of --json. Scripts rely on them: a name may be added, none may go. Those of DESIGN section 10 are among them.</summary>
internal static class Committed
{
    public static readonly string[] Quantize = Sorted(
        "calibration_images", "folded[]", "layers[].bits", "layers[].float_max", "layers[].float_min", "layers[].format", "layers[].max_lsb",
        "layers[].name", "layers[].operator", "layers[].saturated_percent", "layers[].scale", "layers[].source", "layers[].sqnr_db", "layers[].weight_bits", "model_id", "output", "skip_bytes",
        "weight_bytes");

    public static readonly string[] Inspect = Sorted(
    [
        "file", "kind", "macs", "model_id", "parameters", "peak_activation_bytes", "peak_node", "source_sha256", "weight_bytes",
        .. new[] { "activation_bytes", "format", "index", "inputs[]", "macs", "name", "operator", "parameters", "shape[]", "weight_bytes" }.Select(f => "nodes[]." + f),
        .. new[] { "bytes", "index", "is_long", "last_reader", "name", "steps" }.Select(f => "skips[]." + f),
    ]);

    public static readonly string[] Simulate = Sorted(
        "images[].file", "images[].foreground_percent", "images[].mask", "images[].ms", "images[].overlay", "model_id");

    public static readonly string[] Profile = Sorted(
    [
        "images_per_second", "instruction_set", "macs", "macs_per_second", "model_id", "ms", "peak_bytes_per_second", "peak_macs_per_second", "share_of_bound", "threads",
        .. Fields("stages[].", "bytes", "kinds", "macs", "macs_per_second", "ms", "operators[]", "share_of_bound", "share_of_time"),
    ]);

    public static readonly string[] Evaluate = Sorted(
    [
        "changed_pixels_percent", "images", "per_image[].changed_pixels_percent", "per_image[].file",
        .. ImageScores("float"), .. ImageScores("fixed"), .. Scores("float"), .. Scores("fixed"),
    ]);

    public static readonly string[] Devices =
        Sorted([.. new[] { "accessible", "cure", "device", "driver", "kind", "path", "serial", "title", "usb_id" }.Select(f => "devices[]." + f)]);

    public static readonly string[] Export = Sorted("bytes", "format", "model_id", "path", "refused");

    public static readonly string[] ExportRefused = Sorted(
        "bytes", "format", "model_id", "path", "refused[].at", "refused[].code", "refused[].message");

    public static readonly string[] CheckedNetwork = Sorted(
        "bit_exact", "file", "first_divergence", "generates", "imports", "input", "logit_sqnr_db", "macs", "parameters", "quantizes", "simulates",
        "weight_bytes");

    public static readonly string[] GenHls = Sorted(
        "bound_cycles", "code_lines", "design_id", "files", "fits", "model_id", "output", "predicted_cycles_per_frame");

    public static readonly string[] Build = Sorted(
    [
        "board", "design_id", "hls_cycles_per_frame", "hls_period_ns", "period_ns", "predicted_cycles_per_frame", "steps[].seconds", "steps[].step",
        "timing.failing_paths", "timing.met", "timing.worst_hold_ns", "timing.worst_setup_ns",
        .. new[] { "available", "hls", "implemented", "name", "predicted" }.Select(f => "resources[]." + f),
        .. new[] { "hls_block_ram", "hls_cycles", "hls_dsp", "hls_lut", "kind", "name", "predicted_block_ram", "predicted_cycles", "predicted_dsp", "worst_interval" }
            .Select(f => "stages[]." + f),
    ]);

    public static readonly string[] PlanCounted = Sorted(
    [
        "counted.cycles_per_frame", "counted.deadlock", "counted.fps", "counted.latency_cycles",
        .. new[] { "blocked", "draining", "name", "starved", "turns", "utilisation" }.Select(f => "counted.operators[]." + f),
        .. new[] { "blocked", "depth", "high_water", "id", "tokens" }.Select(f => "counted.streams[]." + f),
    ]);

    public static readonly string[] Plan = Sorted(
    [
        "basis", "board", "bottleneck.cycles", "bottleneck.operators[]", "bram36", "clock_mhz", "counted", "cycles_per_frame", "dsp", "engine", "file", "fits", "flip_flops", "fps", "fps_wanted",
        "latency_ms", "lut", "mac_per_dsp_cycle", "macs", "model_id", "part",
        .. Fields("bottleneck.relief.", "bram36", "cycles_per_frame", "dsp", "flip_flops", "lut"),
        .. Fields("resources[].", "available", "device", "fits", "high", "low", "name", "reserved", "used"),
        .. Fields("operators[].", "bram36", "cycles", "dsp", "flip_flops", "folding", "inner_lanes", "kind", "lanes", "lut_logic", "lut_logic_high", "lut_logic_low", "lut_memory"),
        .. Fields("operators[].", "mac_per_dsp_cycle", "macs", "name", "pixels", "quant_lanes", "shape[]", "start_cycle", "two_per_dsp", "weights"),
        .. Fields("streams[].", "bits", "bram36", "channels", "depth", "from", "id", "lut", "memory", "to"),
        .. Fields("skips[].", "bits", "bram36", "depth", "from", "lut", "policy", "to"),
    ]);

    public static readonly string[] PlanEngine = Sorted(
    [
        .. Fields("engine.", "external_bytes", "lanes", "pages[][]", "sweeps", "turns"),
        .. Fields("engine.program[].", "cycles", "does", "name", "node", "period", "row_words", "rows_wait", "shape[]"),
    ]);

    public static readonly string[] PlanAdvice = Sorted([.. Fields("", "board", "bram36", "change", "cycles_per_frame", "dsp", "fps", "height", "lut", "width")]);

    public static readonly string[] Boards = Sorted(
        ["file", .. Fields("boards[].", "block_ram", "clock_mhz", "dsp", "family", "flip_flops", "link", "lut", "memory", "name", "part", "plan", "title")]);

    public static readonly string[] BoardsWithModel = Sorted(
    [
        .. Boards.Where(f => f != "boards[].plan"), .. Fields("boards[].plan.", "architecture", "block_ram", "cycles_per_frame", "dsp", "fits", "fps", "lut"),
    ]);

    public static readonly string[] VirtualBoard = Sorted("design_id", "device", "model_id");

    public static readonly string[] Stream = Sorted(
    [
        "compute_share_percent", "counters_are_predictions", "failed", "fps", "frames", "line_share_percent", "retransmitted",
        .. Spread("host_ms"), .. Spread("upload_ms"), .. Spread("compute_ms"), .. Spread("download_ms"), .. Spread("total_ms"),
    ]);

    public static readonly string[] Verify = Sorted("bit_exact", "differing_images", "differing_pixels", "first_divergence", "images", "model_id", "traced_images");

    public static readonly string[] VerifyDivergence = Sorted(
    [
        .. Verify.Where(f => f != "first_divergence"),
        .. new[] { "actual", "channel", "expected", "image", "operator", "x", "y" }.Select(f => "first_divergence." + f),
    ]);

    private static IEnumerable<string> Fields(string prefix, params string[] names) => names.Select(n => prefix + n);

    private static string[] Scores(string engine) =>
    [
        .. new[] { "aac", "aac_mean", "dice_mean", "dice_pooled", "f1", "iou_mean", "iou_pooled", "precision", "precision_mean" }
            .Select(f => $"{engine}.{f}"),
    ];

    private static string[] ImageScores(string engine) =>
        [.. new[] { "aac", "dice", "f1", "iou", "precision" }.Select(f => $"per_image[].{engine}.{f}")];

    private static string[] Spread(string name) => [$"{name}.min", $"{name}.median", $"{name}.p99"];

    private static string[] Sorted(params string[] names) => [.. names.Order(StringComparer.Ordinal)];
}
