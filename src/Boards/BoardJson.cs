using System.Text.Json;
using System.Text.Json.Serialization;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Boards;

/// <summary>Reads board.json.</summary>
public static class BoardJson
{
    /// <summary>The board that <paramref name="json"/> describes.</summary>
    /// <param name="json">Text of a board.json.</param>
    /// <param name="at">File name for diagnostics.</param>
    /// <returns>The board, or FS3002 for text that is no board description.</returns>
    public static Result<BoardDescription> Read(string json, string at)
    {
        try
        {
            var board = JsonSerializer.Deserialize(json, BoardJsonContext.Default.BoardDescription);
            return board is null ? Bad(at, "the file holds null.") : Checked(board, at);
        }
        catch (JsonException e)
        {
            return Bad(at, e.Message);
        }
    }

    private static Result<BoardDescription> Checked(BoardDescription board, string at)
    {
        (string Field, long Value)[] counts =
        [
            ("clock_hz", board.ClockHz), ("dsp", board.Dsp), ("bram36", board.Bram36), ("lut", board.Lut), ("flip_flops", board.FlipFlops),
            ("link.max_payload", board.Link.MaxPayload), ("link.receive_buffer", board.Link.ReceiveBuffer),
        ];
        var wrong = counts.Where(c => c.Value <= 0).ToList();
        return wrong.Count == 0 ? board : Bad(at, $"{wrong[0].Field} is {wrong[0].Value}; it must be positive.");
    }

    private static Diagnostic Bad(string at, string why) => new(
        "FS3002", "The board description cannot be read.", at, why, "compare it with hw/boards/arty-a7-35t/board.json.");
}

[JsonSerializable(typeof(BoardDescription))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
internal sealed partial class BoardJsonContext : JsonSerializerContext;
