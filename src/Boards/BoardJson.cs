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
    /// <returns>The board, or FS3002 for text that is no board description or contradicts itself.</returns>
    public static Result<BoardDescription> Read(string json, string at)
    {
        try
        {
            var board = JsonSerializer.Deserialize(json, BoardJsonContext.Default.BoardDescription);
            if (board is null)
                return Bad(at, "the file holds null.");
            return BoardRules.Broken(board) is { } why ? Bad(at, why) : board;
        }
        catch (JsonException e)
        {
            return Bad(at, e.Message);
        }
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
