using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FpgaSeg.Reports.Tests.Browser;

/// <summary>One page over Chromium's debugging protocol: commands with answers, and the events in between.</summary>
internal sealed class DevTools : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonNode> _events = [];
    private string? _session;
    private int _lastId;

    /// <summary>Every event so far: objects with method and params.</summary>
    public IEnumerable<JsonNode> Events => _events;

    /// <summary>Opens an empty page and listens to all that it says, loads and logs.</summary>
    public static async Task<DevTools> OpenAsync(Uri browser)
    {
        var tools = new DevTools();
        using var late = new CancellationTokenSource(Patience);
        await tools._socket.ConnectAsync(browser, late.Token);
        var target = await tools.CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await tools.CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        tools._session = (string)attached["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await tools.CallAsync($"{domain}.enable", []);
        return tools;
    }

    /// <summary>Loads an address and waits for its load event.</summary>
    public async Task NavigateAsync(Uri address)
    {
        await CallAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri });
        while (!_events.Exists(e => (string)e["method"]! == "Page.loadEventFired"))
            _events.Add(await ReceiveAsync());
    }

    /// <summary>The value of an expression, which may be a promise.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"]?.DeepClone();
    }

    /// <summary>Sends a command and returns its result; events that come before are kept.</summary>
    public async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        var message = new JsonObject { ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            message["sessionId"] = _session;
        using var late = new CancellationTokenSource(Patience);
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, late.Token);
        while (true)
        {
            var received = await ReceiveAsync();
            if ((int?)received["id"] != _lastId)
            {
                _events.Add(received);
                continue;
            }

            return received["result"] ?? throw new InvalidOperationException($"{method}: {received.ToJsonString()}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonNode> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, late.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }
}
