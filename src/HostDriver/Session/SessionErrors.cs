using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Design;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Session;

/// <summary>The errors of a session, FS42xx, and of one frame, FS43xx (docs/diagnostics/device.md).</summary>
public static class SessionErrors
{
    public static Diagnostic NoAnswer(string device, int attempts, long strayBytes) => new(
        "FS4201",
        $"The board does not answer: {attempts} HELLO sent, no reply.",
        At: device,
        Why: strayBytes == 0 ? "nothing came back at all." : $"{strayBytes} bytes came back, but no whole frame: the baud may be another one.",
        Try: "check that the board is configured with an FpgaSeg design, and that the baud is the design's.");

    public static Diagnostic OtherProtocol(string device, int version) => new(
        "FS4202",
        $"The board speaks protocol version {version}, this host {LinkConstants.ProtocolVersion}.",
        At: device,
        Why: "design and host come from different releases.",
        Try: "generate and load the design again with this release.");

    public static Diagnostic OtherDesign(string device, string board, string expected) => new(
        "FS4203",
        $"The board runs design {Short(board)}, the build folder holds {Short(expected)}.",
        At: device,
        Why: "masks of another design would be compared with the wrong simulation.",
        Try: "load the design of this build folder onto the board, or name the folder that the board runs.");

    public static Diagnostic ChangedDesign(string device, string board, string before) => new(
        "FS4203",
        $"The board has lost its session and now runs design {Short(board)}; the run began with {Short(before)}.",
        At: device,
        Why: "masks of two designs would stand side by side.",
        Try: "load the first design again and go on with stream --resume, or begin anew with the other one.");

    public static Diagnostic OtherModel(string device, string board, string expected) => new(
        "FS4204",
        $"The board computes model {Short(board)}, not {Short(expected)}.",
        At: device,
        Why: "its masks would be those of another network.",
        Try: "run gen-hls on this model and load the result, or name the model that the board computes.");

    public static Diagnostic OtherGeometry(string device, ImageGeometry board, ImageGeometry expected) => new(
        "FS4205",
        $"The board takes images of {board.Width}x{board.Height}x{board.Channels}, not {expected.Width}x{expected.Height}x{expected.Channels}.",
        At: device,
        Why: "the geometry is fixed when the design is generated.",
        Try: "resize the images, or generate a design for this size.");

    public static Diagnostic Silent(string device, TimeSpan silence) => new(
        "FS4206",
        $"The board fell silent: nothing from it for {silence.TotalSeconds:0.0} s.",
        At: device,
        Why: "a board answers every question at once, also while it computes.",
        Try: "check cable and power, and run the command again; masks that were written are whole, and stream --resume leaves them out.");

    public static Diagnostic SessionLost(string name, int restarts, RefusalReason reason) => new(
        "FS4207",
        $"The board lost the session {restarts} times while it worked on '{name}' ({reason}).",
        Why: "it was reset or reconfigured in between, or its supply is weak.",
        Try: "check the supply and the cable, and run the command again.");

    public static Diagnostic ImpossibleBoard(string device, string value) => new(
        "FS4208",
        $"The board describes itself impossibly: {value}.",
        At: device,
        Why: "its HELLO answer was built from a wrong configuration.",
        Try: "generate and load the design again.");

    public static Diagnostic NoMask(string name, TimeSpan waited) => new(
        "FS4301",
        $"No mask of '{name}' came within {waited.TotalSeconds:0.0} s.",
        Why: "the board answers, but its network does not finish: it may be stalled.",
        Try: "run 'fpgaseg virtual-board' on the same build folder; if that finishes, reset the board.");

    public static Diagnostic ComputationFailed(string name) => new(
        "FS4302",
        $"The board could not compute '{name}'.",
        Why: "it reported a failure instead of a mask.",
        Try: "look at the messages of the virtual board, or reset the board.");

    public static Diagnostic WrongSize(string name, int bytes, ImageGeometry image) => new(
        "FS4303",
        $"Image '{name}' has {bytes} bytes, the board takes {image.ByteCount}.",
        Why: $"an image is {image.Width}x{image.Height} pixels of {image.Channels} bytes.",
        Try: "resize it to the geometry of the design.");

    public static Diagnostic OtherImage(string name, uint sent, uint computed) => new(
        "FS4304",
        $"The board computed another image than '{name}': CRC-32 {computed:x8} instead of {sent:x8}.",
        Why: "the check over the whole image failed although every frame was whole.",
        Try: "run the command again; when it happens again, it is a fault of the board's memory or of FpgaSeg.");

    public static Diagnostic OtherMask(string name, uint computed, uint received) => new(
        "FS4304",
        $"The mask of '{name}' is not the one that the board computed: CRC-32 {received:x8} instead of {computed:x8}.",
        Why: "the check over the whole mask failed although every frame was whole.",
        Try: "run the command again; when it happens again, it is a fault of the board's memory or of FpgaSeg.");

    private static string Short(string id) => id.Length > 12 ? id[..12] : id;
}
